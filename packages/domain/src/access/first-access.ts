import type { Policy } from '../policy.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { AccountId, MembershipId } from '../values/ids.ts';
import { later } from '../values/later.ts';
import type { PersonName, UserName } from '../values/names.ts';
import type { RoleId } from '../values/role.ts';
import type { Membership, NewMembership } from './membership.ts';

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
  ...invitedBy({ generation: firstGeneration, hash }, policy, now),
});

/** The link that an invitation would carry: the generation it raises its membership to, and the hash. */
export interface NextLink {
  readonly generation: number;
  readonly hash: string;
}

/** What a membership is from the making of a link on: nobody's yet, and for as long as policy says. */
export const invitedBy = ({ generation, hash }: NextLink, policy: Policy, now: Date) => ({
  status: 'invited' as const,
  generation,
  invitation: { hash, until: later(now, policy.lifetimes.invitation) },
});
