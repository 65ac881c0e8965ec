import { type Caller, permit } from '../access/caller.ts';
import { userIdOf } from '../access/membership.ts';
import { type Invalid, invalid, type NotPermitted } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { issue } from '../values/issues.ts';
import type { UpdatePartner } from './command.ts';
import { contactSaid, type Partner, staysRevoked } from './partner.ts';

/** Whether a caller may make this correction of a partner, beyond the power that any takes. */
export function mayCorrect(
  caller: Caller,
  partner: Partner,
  command: UpdatePartner,
): Result<void, NotPermitted | Invalid> {
  const { account, contactMember: member } = partner;
  const { isActive, contact } = command;
  const managing = touchesAccess(partner, command) ? permit(caller, 'manage') : ok(undefined);
  if (!managing.ok) return managing;
  if (isActive === false && account.id === caller.accountId)
    return err({ kind: 'NotPermitted', needed: 'manage' });
  const isMoved =
    contact?.email !== undefined && contact.email.canonical !== member.email.canonical;
  const isUsers = userIdOf(member) !== undefined;
  const isOver = staysRevoked(member, contactSaid(partner, command));
  const issues = [
    ...(isMoved && isUsers
      ? [issue(['contact', 'email'], 'mismatch', 'is the own mailbox of somebody who has joined')]
      : []),
    ...(isOver && contact?.userName !== undefined
      ? [issue(['contact', 'userName'], 'mismatch', 'is of a contact that is revoked')]
      : []),
  ];
  return issues.length > 0 ? err(invalid(issues)) : ok(undefined);
}

const isOut: ReadonlySet<string> = new Set(['disabled', 'revoked']);

/** Whether it changes who gets in, and not what is known of the partner alone. */
function touchesAccess(
  { account, contactMember: member }: Partner,
  { isActive, verificationPhrase, contact = {} }: UpdatePartner,
): boolean {
  const { email, userName, role, isActive: mayEnter, sendWelcomeEmail } = contact;
  return (
    verificationPhrase !== undefined ||
    (isActive !== undefined && isActive !== (account.status === 'active')) ||
    (email !== undefined && email.canonical !== member.email.canonical) ||
    (userName !== undefined && userName !== member.userName) ||
    (role !== undefined && !(member.roles.length === 1 && member.roles.includes(role))) ||
    (mayEnter !== undefined && mayEnter !== !isOut.has(member.status)) ||
    sendWelcomeEmail === true
  );
}
