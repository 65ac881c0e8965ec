import type { AccessReads, MembershipFound } from '../ports.ts';
import { effectiveStatusOf, suspendedSince } from '../tree/account.ts';
import type { MembershipNumber, UserId } from '../values/ids.ts';

const pageSize = 50;

/**
 * The first place of a user that is open: an active membership of an account that is effectively
 * active. `closed` where there is none for good; since when they are suspended where there may be one
 * again.
 */
export async function openPlaceOf(
  access: Pick<AccessReads, 'memberships'>,
  user: UserId,
): Promise<MembershipFound | { readonly suspendedSince: Date } | 'closed'> {
  let last: MembershipNumber | undefined;
  let since: Date | undefined;
  for (;;) {
    const page = { ...(last === undefined ? {} : { after: last }), limit: pageSize };
    const places = await access.memberships(user, page);
    for (const place of places) {
      const status = effectiveStatusOf(place.lineage);
      if (place.membership.status !== 'active' || status === 'closed') continue;
      if (status === 'active') return place;
      const at = suspendedSince(place.lineage);
      if (since === undefined || at > since) since = at;
    }
    last = places.at(-1)?.membership.number;
    if (places.length < pageSize || last === undefined)
      return since === undefined ? 'closed' : { suspendedSince: since };
  }
}
