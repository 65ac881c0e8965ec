import { permit, type RetryableContext } from '../access/caller.ts';
import { firstGeneration, invite, invitedBy } from '../access/first-access.ts';
import { linkHash, nextLink } from '../access/link-token.ts';
import { isMailboxOfAnother } from '../access/mailbox-of-another.ts';
import type { Membership } from '../access/membership.ts';
import type { AccountClosed, AccountNotFound, Later, NotPermitted, Taken } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { countInvitation } from '../mail/count-mail.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf, inheritedRole, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { holdAccount } from '../tree/hold-account.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { type AccountId, AccountRef, MembershipId } from '../values/ids.ts';
import { type InviteMember, type InviteMemberInput, parseInviteMember } from './command.ts';
import { type MemberView, memberCodec, memberViews } from './member-view.ts';
import { placeOf } from './save-member.ts';

export type CannotInvite =
  | NotPermitted
  | AccountNotFound
  | AccountClosed
  | Taken<'EmailTaken' | 'UserNameTaken'>
  | Later<'TooManyTries'>
  | CannotCarryOut;

/**
 * Invites somebody to an account within the caller's reach (its own without one), by a link that is
 * mailed and good for as long as policy says. Needs `manage`. Where the account is suspended, the mail
 * waits until it is not.
 *
 * `AccountClosed` where the account, or one above it, is closed. A mailbox stands once in an account: `EmailTaken`, unless its membership is revoked, or is an
 * invitation that has run out; that one is invited anew then (`TooManyTries` where it was invited too
 * often within policy's window). `UserNameTaken` where the user name is in use anywhere, or is spelt
 * like the mailbox of another user. Faults of the input are `Invalid`, all of them at once. An
 * `idempotencyKey` works as at `customers.create`.
 */
export const inviteMember =
  (ports: Ports) =>
  async (
    input: InviteMemberInput,
    context: RetryableContext,
  ): Promise<Result<MemberView, CannotInvite>> => {
    const { caller } = context;
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const policy = await readPolicy(ports);
    const parsed = parseInviteMember(input, policy, caller.power);
    if (!parsed.ok) return parsed;
    const { account, ...command } = parsed.value;
    const ref = AccountRef.safeParse(account ?? caller.accountId).data;
    if (ref === undefined) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return carryOut<MembershipId, MemberView, CannotInvite>(ports, context, {
      name: 'members.invite',
      command: () => command,
      target: ref,
      codec: memberCodec,
      prepare: async () => ok(MembershipId.parse(ports.ids.uuid())),
      hold: (unit) => holdAccount(unit, caller, ref),
      work: async (unit, id, lineage) => {
        if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
        const accountId = lastOf(lineage).id;
        const roles =
          command.roles.length > 0 ? command.roles : [inheritedRole(lineage, policy.defaultRole)];
        const stored = await store(ports, unit, { ...command, roles }, { id, accountId }, policy);
        if (!stored.ok) return stored;
        const member = stored.value;
        await unit.deliveries.add(invitationsOwed(ports.ids, [member], now));
        const event = { id: ports.ids.uuid(), kind: 'MemberInvited' as const, accountId };
        await unit.records.addEvent(eventOf({ ...event, subject: member.id, at: now }, context));
        const [view] = await memberViews(unit.deliveries, [member]);
        if (view === undefined) throw new Error('a membership has no view');
        return ok(view);
      },
    });
  };

async function store(
  { secrets, clock }: Ports,
  { access }: Unit,
  invitee: Omit<InviteMember, 'account'>,
  { id, accountId }: { readonly id: MembershipId; readonly accountId: AccountId },
  policy: Policy,
): Promise<Result<Membership, CannotInvite>> {
  const { email, userName } = invitee;
  const now = clock.now();
  if (userName !== undefined && (await isMailboxOfAnother(access, { userName, email })))
    return err({ kind: 'UserNameTaken', path: ['userName'] });
  const before = (await access.membershipByMailbox(accountId, email))?.membership;
  if (before === undefined) {
    const generation = firstGeneration;
    const hash = linkHash(secrets, 'invitation', { id, generation, email });
    const added = await access.addMembership(invite(accountId, invitee, { id, hash }, policy, now));
    return added.ok ? added : err({ kind: added.error.taken, path: placeOf(added.error.taken) });
  }
  if (!isFree(before, now)) return err({ kind: 'EmailTaken', path: ['email'] });
  const counted = await countInvitation(access, secrets, before, policy, now);
  if (!counted.ok) return counted;
  const { id: same, number } = before;
  const link = nextLink(secrets, before, email);
  const after = { ...invitee, id: same, number, accountId, ...invitedBy(link, policy, now) };
  const saved = await access.saveMembership(after, before);
  if (!saved.ok) return err({ kind: saved.error.taken, path: placeOf(saved.error.taken) });
  // Somebody else has invited it meanwhile.
  return saved.value === 'stale' ? err({ kind: 'EmailTaken', path: ['email'] }) : ok(after);
}

/** Whether a mailbox may be invited to an account where it has had a place. */
const isFree = (before: Membership, now: Date): boolean =>
  before.status === 'revoked' ||
  (before.status === 'invited' &&
    before.invitation !== undefined &&
    before.invitation.until <= now);
