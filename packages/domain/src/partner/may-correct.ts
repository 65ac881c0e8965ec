import { type Caller, permit } from '../access/caller.ts';
import type { Membership } from '../access/membership.ts';
import { type Invalid, invalid, type LastManager, type NotPermitted } from '../errors.ts';
import { type Policy, powerOfRole } from '../policy.ts';
import type { AccessReads } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { issue } from '../values/issues.ts';
import type { UpdatePartner } from './command.ts';
import type { Partner } from './partner.ts';

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
  const isUsers = member.status !== 'invited' && member.userId !== undefined;
  return isMoved && isUsers
    ? err(invalid([issue(['contact', 'email'], 'mismatch', 'is the mailbox of a user by now')]))
    : ok(undefined);
}

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
    (mayEnter !== undefined && mayEnter !== (member.status !== 'disabled')) ||
    sendWelcomeEmail === true
  );
}

/** An account keeps one of its own who may manage it; those above it may put anybody out. */
export async function leavesManager(
  access: AccessReads,
  { accountId }: Caller,
  { account, contactMember: before }: Partner,
  { contactMember: after }: Partner,
  policy: Policy,
): Promise<Result<void, LastManager>> {
  const manages = (member: Membership): boolean =>
    member.status === 'active' &&
    member.roles.some((role) => powerOfRole(policy, role) === 'manage');
  if (account.id !== accountId || !manages(before) || manages(after)) return ok(undefined);
  const members = await access.members(account.id);
  const place = after.status === 'active' ? 'power' : 'isActive';
  return members.some((member) => member.id !== before.id && manages(member))
    ? ok(undefined)
    : err({ kind: 'LastManager', path: ['contact', place] });
}
