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
}

/** What makes one invitation: raising the generation makes every earlier link worthless. */
export interface Invitation {
  readonly generation: number;
  /** The hash of the token's text; the token itself is never stored. */
  readonly hash: string;
  readonly until: Date;
}

/** A person's place in an account. An invitation is a membership in its first state. */
export type Membership =
  /** Without an invitation: it stands, and may be invited later. */
  | (Place & { readonly status: 'invited'; readonly invitation?: Invitation })
  | (Place & { readonly status: 'active'; readonly userId: UserId })
  | (Place & { readonly status: 'disabled' | 'revoked'; readonly userId?: UserId });

export type MembershipStatus = Membership['status'];

/** What a membership is before a store has given it its number. */
export type NewMembership = Membership extends infer M
  ? M extends Membership
    ? Omit<M, 'number'>
    : never
  : never;
