import { asciiAddress, type MemberView } from '@tenantry/domain';
import type { List } from '../terminal/listed.ts';
import { inLines, onOneLine } from '../terminal/on-one-line.ts';
import { roleOfStatus } from '../terminal/paint.ts';

/** A member as one line of JSON. */
export const memberJson = (member: MemberView): string => {
  const { id, number, accountId, name, email, userName, roles, status, invitedUntil } = member;
  return JSON.stringify({
    id,
    number,
    accountId,
    name,
    email: asciiAddress(email),
    userName,
    roles,
    status,
    invitedUntil,
    mail: member.mail,
  });
};

export const memberText = (member: MemberView): string => {
  const { id, number, accountId, name, email, userName, roles, status, invitedUntil } = member;
  return inLines([
    `member          ${name} <${asciiAddress(email)}>`,
    `id              ${id} (number ${number})`,
    `account         ${accountId}`,
    ...(userName === undefined ? [] : [`user name       ${userName}`]),
    `roles           ${roles.join(', ')}`,
    `status          ${status}`,
    ...(invitedUntil === undefined ? [] : [`invited until   ${invitedUntil.toISOString()}`]),
    ...(member.mail === undefined ? [] : [`mail            ${mailText(member.mail)}`]),
  ]);
};

const mailText = ({ state, attempts, reason }: NonNullable<MemberView['mail']>): string => {
  const failed =
    attempts > 0 ? ` after ${attempts} failed ${attempts === 1 ? 'try' : 'tries'}` : '';
  return `${state}${failed}${reason === undefined ? '' : `: ${onOneLine(reason)}`}`;
};

/** Number, id, status, name, e-mail, until when invited, and how the mail stands. */
export const memberList: List<MemberView> = {
  columns: [
    { title: 'number', of: ({ number }) => number, rank: 1 },
    { title: 'id', of: ({ id }) => id, rank: 9 },
    {
      title: 'status',
      of: ({ status }) => status,
      rank: 3,
      role: ({ status }) => roleOfStatus(status),
    },
    { title: 'name', of: ({ name }) => name, rank: 2, mayBeCut: true },
    { title: 'e-mail', of: ({ email }) => asciiAddress(email), rank: 4, mayBeCut: true },
    { title: 'invited until', of: ({ invitedUntil }) => invitedUntil, rank: 7 },
    {
      title: 'mail',
      of: ({ mail }) => (mail === undefined ? undefined : mailText(mail)),
      rank: 6,
      mayBeCut: true,
    },
  ],
  json: memberJson,
};
