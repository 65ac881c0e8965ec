import { type Context, type RetryableContext, reachOf } from '../access/caller.ts';
import { type Invalid, type Issue, invalid, type NotPermitted } from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { err, ok, type Result } from '../result.ts';
import type { Lineage } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { policyOf, readPolicy } from '../tree/read-policy.ts';
import type { AccountId } from '../values/ids.ts';
import { isJsonObject } from '../values/is-object.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { present } from '../values/present.ts';
import { permitWhole } from './permit-whole.ts';

/** The installation's policy, whole. For an operator of the whole installation. */
export const showPolicy =
  (ports: Ports) =>
  async (_: object, { caller }: Context): Promise<Result<Policy, NotPermitted>> => {
    const permitted = permitWhole(caller);
    return permitted.ok ? ok(await readPolicy(ports)) : permitted;
  };

export type CannotSetPolicy = NotPermitted | CannotCarryOut;

/**
 * Changes the installation's policy: `changes` is a JSON Merge Patch (RFC 7396), what it leaves out
 * stays, null brings a default back. It counts from the next use case on, and for what comes from
 * then on: what stands may be deeper, or share a reference. A role cannot be taken away, as members
 * may have it; its power can be changed. Answers the policy as it is now, and with `Invalid` all its
 * faults at once. For an operator of the whole installation. An `idempotencyKey` works as at
 * `customers.create`.
 */
export const setPolicy =
  (ports: Ports) =>
  async (
    { changes: given }: { readonly changes: unknown },
    context: RetryableContext,
  ): Promise<Result<Policy, CannotSetPolicy>> => {
    context.signal?.throwIfAborted();
    const permitted = permitWhole(context.caller);
    if (!permitted.ok) return permitted;
    const changes = present(given);
    if (!isJsonObject(changes)) return err(invalid([issue([], 'type', 'must be an object')]));
    const set = await carryOut<void, SetPolicy, CannotSetPolicy>(ports, context, {
      name: 'policy.set',
      command: () => ({ changes }),
      target: undefined,
      codec: setPolicyCodec,
      prepare: async () => ok(undefined),
      hold: (unit) => holdPolicy(unit, context),
      work: async ({ accounts, records }, _, [{ id: first }]) => {
        const policy = changedBy(changes, await policyOf(records));
        if (!policy.ok) return policy;
        await records.setPolicy(policy.value);
        const at = ports.clock.now();
        for (const { id: accountId } of await accounts.masters(reachOf(context.caller))) {
          const id = ports.ids.uuid();
          await records.addEvent(eventOf({ id, kind: 'PolicyChanged', accountId, at }, context));
        }
        return ok({ policy: policy.value, first });
      },
    });
    return set.ok ? { ...set, value: set.value.policy } : set;
  };

/** What is kept under an idempotency key stands with an account: with the first master account. */
interface SetPolicy {
  readonly policy: Policy;
  readonly first: AccountId;
}

const setPolicyCodec: Codec<SetPolicy> = {
  accountOf: ({ first }) => first,
  write: (set) => JSON.stringify(set),
  read: (text) => restoreJson<SetPolicy>(text),
};

/** One change at a time: whoever comes next changes what this one has left. */
async function holdPolicy(
  { accounts, records }: Unit,
  { caller }: Context,
): Promise<Result<Lineage, CannotSetPolicy>> {
  if (!(await records.holdResult(['policy']))) return err({ kind: 'InProgress', retryAfter: 1 });
  const [first] = await accounts.masters(reachOf(caller));
  if (first === undefined) throw new Error('there is no installation');
  return ok([first]);
}

function changedBy(changes: object, before: Policy): Result<Policy, Invalid> {
  const parsed = Policy.safeParse(merged(before, changes), { reportInput: true });
  if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
  const issues = rolesLost(before, parsed.data);
  return issues.length === 0 ? ok(parsed.data) : err(invalid(issues));
}

const rolesLost = (before: Policy, after: Policy): readonly Issue[] =>
  before.roles
    .filter(({ id }) => !after.roles.some((role) => role.id === id))
    .map(({ id }) => issue(['roles'], 'unknown', `must have the role ${id}, as it has now`));

/** RFC 7396 §2; what is null or gone has its default again when it is parsed. */
const merged = (target: object, patch: object): object => {
  const members = new Map<string, unknown>(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    const before = members.get(name);
    if (value === null) members.delete(name);
    else
      members.set(
        name,
        isJsonObject(value) ? merged(isJsonObject(before) ? before : {}, value) : value,
      );
  }
  return Object.fromEntries(members);
};
