import {
  AccountName,
  type AccountView,
  changed,
  err,
  type Failure,
  invalid,
  issue,
  issuesOf,
  ok,
  powerOfRole,
  type Result,
  type RetryableContext,
  RoleId,
  type UpdateMasterInput,
  unversioned,
} from '@tenantry/domain';
import { correctingAccount } from './account-corrections.ts';
import { asking, type Expected } from './expected.ts';
import type { Model } from './model.ts';
import { sure } from './opened.ts';
import { viewOf } from './tree.ts';

/** What `masters.update` has to answer. */
export const correctingMaster = (
  model: Model,
  input: UpdateMasterInput,
  context: RetryableContext,
): Expected<AccountView> =>
  asking(context, 'manage', parsed(model, input), (correction) =>
    correctingAccount(model, context, {
      use: 'masters.update',
      asked: unversioned(correction),
      target: input.master,
      version: input.version,
      happened: 'MasterChanged',
      partOf: ({ account }) => (account.kind === 'master' ? viewOf(model, account) : undefined),
      corrected: ({ effectiveStatus, defaultRole: before, ...account }) => {
        const { name = account.name, defaultRole = before } = correction;
        const next = sure(changed(account, undefined, model.now));
        const role = defaultRole === undefined || defaultRole === null ? {} : { defaultRole };
        return { ...next, name, ...role, effectiveStatus };
      },
      keep: (node, { effectiveStatus: _, ...account }) => {
        node.account = account;
      },
    }),
  );

interface Corrected {
  readonly version?: number;
  readonly name?: AccountName;
  readonly defaultRole?: RoleId | null;
}

/** A role that the policy does not know is found out once all else is sound. */
function parsed(
  { policy }: Model,
  { version, name, defaultRole }: UpdateMasterInput,
): Result<Corrected, Failure> {
  const called = AccountName.safeParse(name, { reportInput: true });
  if (name !== undefined && !called.success)
    return err(invalid(issuesOf(called.error).map((found) => ({ ...found, path: ['name'] }))));
  const role = RoleId.safeParse(defaultRole).data;
  if (role !== undefined && powerOfRole(policy, role) === undefined)
    return err(invalid([issue(['defaultRole'], 'unknown')]));
  return ok({
    ...(version === undefined ? {} : { version }),
    ...(called.data === undefined ? {} : { name: called.data }),
    ...(defaultRole === undefined ? {} : { defaultRole: role ?? null }),
  });
}
