import { type Context, reachOf } from '../access/caller.ts';
import { type Invalid, type Issue, invalid, type Later, type NotPermitted } from '../errors.ts';
import { Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { eventOf } from '../tree/event.ts';
import { policyOf, readPolicy } from '../tree/read-policy.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { permitWhole } from './whole.ts';

/** The installation's policy, whole. For an operator of the whole installation. */
export const showPolicy =
  (ports: Ports) =>
  async (_: object, { caller }: Context): Promise<Result<Policy, NotPermitted>> => {
    const permitted = permitWhole(caller);
    return permitted.ok ? ok(await readPolicy(ports)) : permitted;
  };

/**
 * Changes the installation's policy: `changes` is a JSON Merge Patch (RFC 7396), what it leaves out
 * stays, null brings a default back. It counts from the next use case on. A role cannot be taken
 * away, as members may have it; its power can be changed. Answers the policy as it is now, and with
 * `Invalid` all its faults at once. For an operator of the whole installation.
 */
export const setPolicy =
  (ports: Ports) =>
  async (
    { changes }: { readonly changes: unknown },
    context: Context,
  ): Promise<Result<Policy, NotPermitted | Invalid | Later<'Unavailable' | 'InProgress'>>> => {
    const permitted = permitWhole(context.caller);
    if (!permitted.ok) return permitted;
    if (!isObject(changes)) return err(invalid([issue([], 'type', 'must be an object')]));
    return ports.persistence.transact<Policy, Invalid | Later<'InProgress'>>(
      async ({ accounts, records }) => {
        if (!(await records.holdResult(['policy'])))
          return err({ kind: 'InProgress', retryAfter: 1 });
        const before = await policyOf(records);
        const parsed = Policy.safeParse(merged(before, changes), { reportInput: true });
        const issues = [
          ...(parsed.success ? [] : issuesOf(parsed.error)),
          ...(parsed.success ? rolesLost(before, parsed.data) : []),
        ];
        if (!parsed.success || issues.length > 0) return err(invalid(issues));
        await records.setPolicy(parsed.data);
        const at = ports.clock.now();
        for (const { id: accountId } of await accounts.masters(reachOf(context.caller))) {
          const id = ports.ids.uuid();
          await records.addEvent(eventOf({ id, kind: 'PolicyChanged', accountId, at }, context));
        }
        return ok(parsed.data);
      },
    );
  };

const rolesLost = (before: Policy, after: Policy): readonly Issue[] =>
  before.roles
    .filter(({ id }) => !after.roles.some((role) => role.id === id))
    .map(({ id }) => issue(['roles'], 'unknown', `must have the role ${id}, as it has now`));

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7396 §2; what is null or gone has its default again when it is parsed. */
const merged = (target: object, patch: object): object => {
  const members = new Map<string, unknown>(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    const before = members.get(name);
    if (value === null) members.delete(name);
    else members.set(name, isObject(value) ? merged(isObject(before) ? before : {}, value) : value);
  }
  return Object.fromEntries(members);
};
