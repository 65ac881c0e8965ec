import type { Policy } from '../policy.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { AccountId, MembershipId } from '../values/ids.ts';
import { later } from '../values/later.ts';
import type { PersonName, UserName } from '../values/names.ts';
import type { RoleId } from '../values/role.ts';
import type { Invitation, Membership, NewMembership } from './membership.ts';

/** What was made outside the aggregate for one invitation: an id and the hash of its token. */
export interface MadeInvitation {
  readonly id: MembershipId;
  readonly hash: string;
}

export interface Invitee {
  readonly name: PersonName;
  readonly email: EmailAddress;
  readonly roles: readonly RoleId[];
  readonly userName?: UserName;
}

/** The generation of a membership's first invitation. */
export const firstGeneration = 1;

/** A membership in its first state, with a link that lives as long as policy says. */
export const invite = (
  accountId: AccountId,
  invitee: Invitee,
  { id, hash }: MadeInvitation,
  policy: Policy,
  now: Date,
): Omit<Extract<Membership, { status: 'invited' }>, 'number'> & NewMembership => ({
  ...invitee,
  id,
  accountId,
  status: 'invited',
  invitation: invitationOf({ generation: firstGeneration, hash }, policy, now),
});

export const invitationOf = (
  made: Pick<Invitation, 'generation' | 'hash'>,
  policy: Policy,
  now: Date,
): Invitation => ({
  generation: made.generation,
  hash: made.hash,
  until: later(now, policy.lifetimes.invitation),
});
