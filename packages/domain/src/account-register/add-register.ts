import { type RetryableContext, reachOf } from '../access/caller.ts';
import type { Taken } from '../errors.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { type Lineage, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import type { CannotOpen } from '../tree/open-child.ts';
import { policyOf } from '../tree/read-policy.ts';
import { AccountAddress, AccountId, MembershipId, UserId } from '../values/ids.ts';
import { TimeZone } from '../values/time-zone.ts';
import {
  type AccountRegister,
  type MadeAccess,
  type MadeForRegister,
  openRegister,
  type RegisterEntry,
} from './account-register.ts';

export type CannotAddRegister = CannotOpen | Taken<'AddressTaken' | 'EmailTaken'>;

/** Opens a registered account beneath the last of the lineage, inside a unit that holds that. */
export const addRegister = async (
  ports: Ports,
  { accounts, deliveries, records }: Unit,
  entry: RegisterEntry,
  made: MadeForRegister,
  parents: Lineage,
  context: RetryableContext,
): Promise<Result<AccountRegister, CannotAddRegister>> => {
  const above = await accounts.findRegister(reachOf(context.caller), lastOf(parents).id);
  const policy = await policyOf(records);
  const now = ports.clock.now();
  const zone = above?.timeZone ?? TimeZone.parse('UTC');
  const opened = openRegister(entry, made, parents, zone, policy, now, context.imported);
  if (!opened.ok) return opened;
  const stored = await accounts.addRegister(opened.value);
  if (!stored.ok) {
    const kind = stored.error.taken;
    return err({ kind, path: [kind === 'EmailTaken' ? 'email' : 'address'] });
  }
  await deliveries.add(invitationsOwed(ports.ids, [opened.value.member], now));
  const event = { id: ports.ids.uuid(), kind: 'AccountRegistered' as const, accountId: made.id };
  await records.addEvent(eventOf({ ...event, at: now }, context));
  return stored;
};

/** Ids for a registered account; an invitation's link is made for the very place that has one. */
export const makeForRegister = (
  { ids }: Ports,
  accessOf: (membershipId: MembershipId) => MadeAccess,
): MadeForRegister => {
  const membershipId = MembershipId.parse(ids.uuid());
  return {
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(ids.address()),
    userId: UserId.parse(ids.uuid()),
    membershipId,
    access: accessOf(membershipId),
  };
};
