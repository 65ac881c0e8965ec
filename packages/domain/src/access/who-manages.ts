import type { LastManager, Path } from '../errors.ts';
import { type Policy, powerOfRole } from '../policy.ts';
import type { AccessReads } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { MembershipNumber } from '../values/ids.ts';
import type { Caller } from './caller.ts';
import type { Membership } from './membership.ts';

const pageSize = 100;

/**
 * Whether an account keeps one of its own who may manage it when a membership becomes another; those
 * above it may put anybody out. Asked with the account held for change.
 */
export async function leavesManager(
  access: Pick<AccessReads, 'members'>,
  { accountId }: Caller,
  before: Membership,
  after: Membership,
  policy: Policy,
  path: Path,
): Promise<Result<void, LastManager>> {
  const manages = (member: Membership): boolean =>
    member.status === 'active' &&
    member.roles.some((role) => powerOfRole(policy, role) === 'manage');
  if (before.accountId !== accountId || !manages(before) || manages(after)) return ok(undefined);
  let last: MembershipNumber | undefined;
  for (;;) {
    const page = { ...(last === undefined ? {} : { after: last }), limit: pageSize };
    const members = await access.members(before.accountId, page);
    if (members.some((member) => member.id !== before.id && manages(member))) return ok(undefined);
    last = members.at(-1)?.number;
    if (members.length < pageSize || last === undefined) return err({ kind: 'LastManager', path });
  }
}
