import { asciiAddress, type MemberView } from '@tenantry/domain';
import { onOneLine } from './on-one-line.ts';

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
  return [
    `member          ${name} <${asciiAddress(email)}>`,
    `id              ${id} (number ${number})`,
    `account         ${accountId}`,
    ...(userName === undefined ? [] : [`user name       ${userName}`]),
    `roles           ${roles.join(', ')}`,
    `status          ${status}`,
    ...(invitedUntil === undefined ? [] : [`invited until   ${invitedUntil.toISOString()}`]),
    ...(member.mail === undefined ? [] : [`mail            ${mailText(member.mail)}`]),
    '',
  ].join('\n');
};

/** Number, id, status, name, e-mail, until when invited, and how the mail stands. */
export const memberLine = (member: MemberView): string => {
  const { number, id, status, name, email, invitedUntil, mail } = member;
  const until = invitedUntil?.toISOString() ?? '';
  const state = mail === undefined ? '' : mailText(mail);
  return `${[number, id, status, name, asciiAddress(email), until, state].join('\t')}\n`;
};

const mailText = ({ state, attempts, reason }: NonNullable<MemberView['mail']>): string => {
  const failed =
    attempts > 0 ? ` after ${attempts} failed ${attempts === 1 ? 'try' : 'tries'}` : '';
  return `${state}${failed}${reason === undefined ? '' : `: ${onOneLine(reason)}`}`;
};
