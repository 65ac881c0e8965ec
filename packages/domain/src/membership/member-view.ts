import type { Membership, MembershipStatus } from '../access/membership.ts';
import type { Codec } from '../idempotency/attempt.ts';
import type { DeliveryState, StoredDelivery } from '../mail/delivery.ts';
import type { DeliveryReads } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { AccountId, MembershipId, MembershipNumber } from '../values/ids.ts';
import type { PersonName, UserName } from '../values/names.ts';
import type { RoleId } from '../values/role.ts';

/** A membership as it is shown: nothing that a link could be known by. */
export interface MemberView {
  readonly id: MembershipId;
  readonly number: MembershipNumber;
  readonly accountId: AccountId;
  readonly name: PersonName;
  readonly email: EmailAddress;
  readonly userName?: UserName;
  readonly roles: readonly RoleId[];
  readonly status: MembershipStatus;
  /** Until when the invitation can be accepted; past, where it has run out. */
  readonly invitedUntil?: Date;
  /** What became of the mail with the present invitation. */
  readonly mail?: {
    readonly state: DeliveryState;
    /** How often sending it has failed. */
    readonly attempts: number;
    /** Why it failed the last time. */
    readonly reason?: string;
  };
}

const memberView = (member: Membership, newest?: StoredDelivery): MemberView => {
  const { id, number, accountId, name, email, userName, roles, status } = member;
  const invitation = member.status === 'invited' ? member.invitation : undefined;
  const mail =
    invitation !== undefined && newest?.generation === member.generation ? newest : undefined;
  return {
    id,
    number,
    accountId,
    name,
    email,
    ...(userName === undefined ? {} : { userName }),
    roles,
    status,
    ...(invitation === undefined ? {} : { invitedUntil: invitation.until }),
    ...(mail === undefined
      ? {}
      : {
          mail: {
            state: mail.state,
            attempts: mail.attempts,
            ...(mail.reason === undefined ? {} : { reason: mail.reason }),
          },
        }),
  };
};

/** Each with what became of its mail. */
export const memberViews = async (
  deliveries: DeliveryReads,
  members: readonly Membership[],
): Promise<readonly MemberView[]> => {
  const newest = await deliveries.newestOf(members.map(({ id }) => id));
  return members.map((member) => memberView(member, newest.get(member.id)));
};

export const memberCodec: Codec<MemberView> = {
  accountOf: ({ accountId }) => accountId,
  write: (view) => JSON.stringify(view),
  read: (text) => {
    const view = restoreJson<MemberView>(text);
    return view.invitedUntil === undefined
      ? view
      : { ...view, invitedUntil: new Date(view.invitedUntil) };
  },
};
