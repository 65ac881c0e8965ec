import type { Membership, MemberView } from '@tenantry/domain';
import type { Model } from './model.ts';

/** A membership as it is shown, with what became of the mail with its present invitation. */
export const shownMember = ({ mail }: Model, member: Membership): MemberView => {
  const { id, number, accountId, name, email, userName, roles, status, generation } = member;
  const until = member.status === 'invited' ? member.invitation?.until : undefined;
  const message = mail.findLast(
    ({ subject, ...other }) =>
      subject.kind === 'invitation' &&
      subject.membershipId === id &&
      other.generation === generation,
  );
  const { state, attempts, reason } = message ?? {};
  const told =
    until === undefined || state === undefined || attempts === undefined
      ? {}
      : { mail: { state, attempts, ...(reason === undefined ? {} : { reason }) } };
  return {
    id,
    number,
    accountId,
    name,
    email,
    roles,
    status,
    ...(userName === undefined ? {} : { userName }),
    ...(until === undefined ? {} : { invitedUntil: until }),
    ...told,
  };
};
