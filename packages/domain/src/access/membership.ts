import type { EmailAddress } from '../values/email-address.ts';
import type { AccountId, MembershipId, MembershipNumber, UserId } from '../values/ids.ts';
import type { PersonName, UserName } from '../values/names.ts';
import type { RoleId } from '../values/role.ts';

/** What a place in an account is, whoever holds it. */
interface Place {
  readonly id: MembershipId;
  readonly number: MembershipNumber;
  readonly accountId: AccountId;
  readonly name: PersonName;
  readonly email: EmailAddress;
  readonly userName?: UserName;
  readonly roles: readonly RoleId[];
  /**
   * Of its newest link, 0 where there never was one. Raised by every new link and by whatever makes
   * links worthless, in every status: no link of an earlier generation is ever good again.
   */
  readonly generation: number;
}

/** What makes one invitation, in the generation of its membership. */
export interface Invitation {
  /** The hash of the token's text; the token itself is never stored. */
  readonly hash: string;
  readonly until: Date;
}

/** A person's place in an account. An invitation is a membership in its first state. */
export type Membership =
  /** Without an invitation: it stands, and may be invited later. */
  | (Place & { readonly status: 'invited'; readonly invitation?: Invitation })
  | (Place & { readonly status: 'active'; readonly userId: UserId })
  | (Place & { readonly status: 'disabled'; readonly userId?: UserId })
  /** Over; the person is nobody's here any more, and the mailbox may be invited again. */
  | (Place & { readonly status: 'revoked' });

export type MembershipStatus = Membership['status'];

/** The person in a place, where it is somebody's. */
export const userIdOf = (membership: NewMembership): UserId | undefined =>
  membership.status === 'active' || membership.status === 'disabled'
    ? membership.userId
    : undefined;

/** What a membership is before a store has given it its number. */
export type NewMembership = Membership extends infer M
  ? M extends Membership
    ? Omit<M, 'number'>
    : never
  : never;
