import { type Caller, permit, type RetryableContext } from '../access/caller.ts';
import type { Membership } from '../access/membership.ts';
import type { AccountClosed, MemberNotFound, NotPermitted } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, effectiveStatusOf, type Lineage, lastOf } from '../tree/account.ts';
import { eventOf, type NewEvent } from '../tree/event.ts';
import { holdForChange } from '../tree/hold-account.ts';
import { policyOf } from '../tree/read-policy.ts';
import type { MembershipId } from '../values/ids.ts';
import { findMemberWithin } from './find-members.ts';
import { type MemberView, memberCodec, memberViews } from './member-view.ts';

export type CannotChangeMember = NotPermitted | MemberNotFound | AccountClosed | CannotCarryOut;

/** One way to change a membership, as far as it differs from the others. */
export interface MemberChange<E> {
  /** As in `members.revoke`. */
  readonly name: string;
  readonly event: NewEvent['kind'];
  /** What is asked for, as plain data: it is part of what an idempotency key stands for. */
  readonly command?: object;
  /** What the membership becomes; the same one where there is nothing to do. */
  readonly become: (
    unit: Unit,
    member: Membership,
    around: Around,
  ) => Promise<Result<Membership, E>>;
  /** What else goes with it. */
  readonly besides?: (unit: Unit, before: Membership) => Promise<void>;
}

export interface Around {
  readonly caller: Caller;
  readonly lineage: Lineage;
  readonly policy: Policy;
  readonly now: Date;
}

/**
 * Changes a membership of an account within the caller's reach, with the account held, so that no two
 * put out each other. A new link is mailed. Needs `manage`. `MemberNotFound` outside the reach;
 * `AccountClosed` where the account is for good. The version of a partner or a registered account moves
 * with it.
 */
export const changeMember = async <E>(
  ports: Ports,
  named: unknown,
  context: RetryableContext,
  { name, event: kind, command = {}, become, besides }: MemberChange<E>,
): Promise<Result<MemberView, E | CannotChangeMember>> => {
  const { caller } = context;
  const permitted = permit(caller, 'manage');
  if (!permitted.ok) return permitted;
  const found = await ports.persistence.read(({ access }) =>
    findMemberWithin(access, caller, named),
  );
  if (!found.ok) return found;
  const { id, accountId } = found.value.membership;
  const now = ports.clock.now();
  return carryOut<void, MemberView, E | CannotChangeMember>(ports, context, {
    name,
    command: () => ({ ...command, member: id }),
    target: accountId,
    codec: memberCodec,
    prepare: async () => ok(undefined),
    hold: (unit) => hold(unit, caller, accountId),
    work: async (unit, _, lineage) => {
      if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
      const before = await membershipOf(unit, id);
      const policy = await policyOf(unit.records);
      const after = await become(unit, before, { caller, lineage, policy, now });
      if (!after.ok) return after;
      if (after.value !== before) {
        const event = { id: ports.ids.uuid(), kind, accountId, subject: id, at: now };
        await besides?.(unit, before);
        if (after.value.generation > before.generation)
          await unit.deliveries.add(invitationsOwed(ports.ids, [after.value], now));
        await unit.records.addEvent(eventOf(event, context));
        await moveVersion(unit, lastOf(lineage), now);
      }
      const [view] = await memberViews(unit.deliveries, [after.value]);
      return view === undefined ? err({ kind: 'MemberNotFound' }) : ok(view);
    },
  });
};

/**
 * What a partner and a registered account are shown with are members too: whoever corrects one of these
 * must have seen that. A suspended account's version moves likewise.
 */
async function moveVersion({ accounts }: Unit, account: Account, now: Date): Promise<void> {
  if (account.kind !== 'partner' && account.kind !== 'registered') return;
  const { version } = account;
  const saved = await accounts.saveStatus({ ...account, version: version + 1, updatedAt: now });
  if (!saved.ok) throw new Error('an account that is held was changed by another');
}

async function hold(unit: Unit, caller: Caller, accountId: Membership['accountId']) {
  const lineage = await holdForChange(unit, caller, accountId);
  return lineage.ok ? lineage : err({ kind: 'MemberNotFound' } as const);
}

async function membershipOf({ access }: Unit, id: MembershipId): Promise<Membership> {
  const found = await access.findMembership(id);
  if (found === undefined) throw new Error('a membership is gone');
  return found.membership;
}
