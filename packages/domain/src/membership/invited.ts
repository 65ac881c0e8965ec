import { linkVoid, longestToken } from '../access/link.ts';
import type { Membership } from '../access/membership.ts';
import type { User } from '../access/user.ts';
import type { LinkVoid } from '../errors.ts';
import type { AccessReads, Secrets } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { effectiveStatusOf, type Lineage } from '../tree/account.ts';

/** Somebody who may accept an invitation just now. */
export interface Invited {
  readonly membership: Extract<Membership, { status: 'invited' }>;
  readonly until: Date;
  readonly lineage: Lineage;
  /** Who has the mailbox already, in another account. */
  readonly user?: User;
}

/** Whom a token invites: nobody, for every reason alike, where it is void. */
export const findInvited = async (
  access: AccessReads,
  secrets: Secrets,
  token: unknown,
  now: Date,
): Promise<Result<Invited, LinkVoid>> => {
  if (typeof token !== 'string' || token.length > longestToken) return linkVoid;
  const found = await access.membershipByInvitation(secrets.digest(token));
  if (found === undefined || found.membership.status !== 'invited') return linkVoid;
  const { membership, lineage } = found;
  const { invitation } = membership;
  if (invitation === undefined || invitation.until <= now) return linkVoid;
  if (effectiveStatusOf(lineage) !== 'active') return linkVoid;
  const user = await access.userByMailbox(membership.email);
  const { until } = invitation;
  return ok({ membership, until, lineage, ...(user === undefined ? {} : { user }) });
};
