import { z } from 'zod';
import { type Context, permit, type RetryableContext } from '../access/caller.ts';
import { type Invalid, invalid, type NotPermitted } from '../errors.ts';
import { type Policy, powerOfRole } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { AccountRef } from '../values/ids.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { AccountName } from '../values/names.ts';
import { present } from '../values/present.ts';
import { RoleId } from '../values/role.ts';
import type { Account } from './account.ts';
import { accountCodec } from './account-codec.ts';
import { changed, unversioned } from './change.ts';
import { type CannotCorrect, correctAccount } from './correct.ts';
import { readPolicy } from './read-policy.ts';
import type { AccountView } from './view.ts';

const schema = z
  .strictObject({
    master: z.union([z.string(), z.number()]),
    /** The version that the correction was made from; another one now is stale. */
    version: z.int().exactOptional(),
    name: AccountName.exactOptional(),
    /** Null: the installation's. */
    defaultRole: RoleId.nullable().exactOptional(),
  })
  .readonly();

/** What `masters.update` takes, as plain data; what is left out stays as it is. */
export interface UpdateMasterInput extends z.input<typeof schema> {}

export type CannotUpdateMaster = NotPermitted | CannotCorrect;

/**
 * Corrects a master account within the caller's reach: its name, and the role of members for whom
 * none is said, there and beneath. Needs `manage`. An account of another kind is `AccountNotFound`.
 * A version other than the present one is `VersionStale`. An `idempotencyKey` works as at
 * `customers.create`.
 */
export const updateMaster =
  (ports: Ports) =>
  async (
    input: UpdateMasterInput,
    context: RetryableContext,
  ): Promise<Result<AccountView, CannotUpdateMaster>> => {
    context.signal?.throwIfAborted();
    const permitted = permit(context.caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parse(input, await readPolicy(ports));
    if (!parsed.ok) return parsed;
    const { master: _, ...correction } = parsed.value;
    const ref = AccountRef.safeParse(input.master);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return correctAccount<AccountView, CannotUpdateMaster>(ports, context, {
      name: 'masters.update',
      command: () => unversioned(correction),
      target: ref.data,
      codec: accountCodec,
      event: 'MasterChanged',
      correct: async ({ accounts }, found) => {
        if (found.kind !== 'master') return err({ kind: 'AccountNotFound' });
        const account = changed(found, correction.version, now);
        if (!account.ok) return account;
        const after = corrected(account.value, correction);
        const saved = await accounts.saveMaster(after);
        if (!saved.ok) throw new Error('an account that is held was changed by another');
        return ok({ ...after, effectiveStatus: after.status });
      },
    });
  };

/**
 * Lists what `masters.update` would find wrong with a command, whatever it is to correct, and does
 * nothing: for callers that know of faults besides and want to tell all of them at once. Needs
 * `manage`.
 */
export const checkMasterUpdate =
  (ports: Ports) =>
  async (
    input: UpdateMasterInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parse(input, await readPolicy(ports));
    return parsed.ok ? ok(undefined) : parsed;
  };

function parse(input: unknown, policy: Policy): Result<z.output<typeof schema>, Invalid> {
  const parsed = schema.safeParse(present(input), { reportInput: true });
  if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
  const { defaultRole } = parsed.data;
  const isKnown =
    defaultRole === undefined ||
    defaultRole === null ||
    powerOfRole(policy, defaultRole) !== undefined;
  return isKnown ? ok(parsed.data) : err(invalid([issue(['defaultRole'], 'unknown')]));
}

function corrected(
  { defaultRole: before, ...account }: Account,
  { name = account.name, defaultRole = before }: Omit<z.output<typeof schema>, 'master'>,
): Account {
  const role = defaultRole ?? undefined;
  return { ...account, name, ...(role === undefined ? {} : { defaultRole: role }) };
}
