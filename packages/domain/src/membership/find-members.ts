import { type Caller, type Context, isWithin, permit, reachOf } from '../access/caller.ts';
import type { Invalid, MemberNotFound, NotPermitted } from '../errors.ts';
import type { AccessReads, MembershipFound, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { lastOf } from '../tree/account.ts';
import { type AccountNamed, type CannotFind, inReach } from '../tree/in-reach.ts';
import { type Paged, paged, pageOf } from '../tree/page.ts';
import type { Page } from '../tree/view.ts';
import { MembershipNumber, MembershipRef } from '../values/ids.ts';
import type { MemberNamed } from './command.ts';
import { type MemberView, memberViews } from './member-view.ts';

/** A membership that is named by id or number, within the caller's reach. */
export const findMemberWithin = async (
  access: AccessReads,
  caller: Caller,
  named: unknown,
): Promise<Result<MembershipFound, MemberNotFound>> => {
  const ref = MembershipRef.safeParse(named).data;
  const found = ref === undefined ? undefined : await access.findMembership(ref);
  return found !== undefined && isWithin(reachOf(caller), lastOf(found.lineage))
    ? ok(found)
    : err({ kind: 'MemberNotFound' });
};

/** One membership of an account within the caller's reach. Needs `read`. */
export const findMember =
  ({ persistence }: Ports) =>
  async (
    { member }: MemberNamed,
    { caller }: Context,
  ): Promise<Result<MemberView, NotPermitted | MemberNotFound>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    return persistence.read(async ({ access, deliveries }) => {
      const found = await findMemberWithin(access, caller, member);
      if (!found.ok) return found;
      const [view] = await memberViews(deliveries, [found.value.membership]);
      return view === undefined ? err({ kind: 'MemberNotFound' }) : ok(view);
    });
  };

/** The memberships of one account, in every status, by number. Needs `read`. */
export const listMembers =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<number>,
    context: Context,
  ): Promise<Result<Page<MemberView, MembershipNumber>, CannotFind | Invalid>> =>
    paged(input, MembershipNumber, (request, limit) =>
      inReach(ports, input, context, async ({ access, deliveries }, account) => {
        const found = await memberViews(deliveries, await access.members(account.id, request));
        return ok(pageOf(found, limit, ({ number }) => number));
      }),
    );
