import type { ImportedStatus } from '../access/caller.ts';
import type { ParentInactive, ParentMayNotHave, TooDeep } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountAddress, AccountId } from '../values/ids.ts';
import type { AccountName } from '../values/names.ts';
import {
  type AccountKind,
  depthOf,
  effectiveStatusOf,
  type Lineage,
  lastOf,
  mayParent,
  type NewAccount,
} from './account.ts';

/** What is said of an account when it is opened beneath another. */
export interface Opening {
  readonly id: AccountId;
  readonly address: AccountAddress;
  readonly kind: Exclude<AccountKind, 'master'>;
  readonly name: AccountName;
  readonly isActive?: boolean;
  /** As a context has it. */
  readonly imported?: ImportedStatus | undefined;
  readonly mayHaveSubAccounts?: boolean;
}

export type CannotOpen = ParentMayNotHave | TooDeep | ParentInactive;

/** The rules that every account kind shares: who may parent whom, depth, a parent that acts. */
export const openChild = (
  opening: Opening,
  parents: Lineage,
  policy: Policy,
  now: Date,
): Result<NewAccount, CannotOpen> => {
  const parent = lastOf(parents);
  const path = ['parent'];
  const status = effectiveStatusOf(parents);
  const isOpen = status === 'active' || (status === 'suspended' && opening.imported !== undefined);
  if (!isOpen) return err({ kind: 'ParentInactive', path, status });
  if (!mayParent(parent, opening.kind))
    return err({ kind: 'ParentMayNotHave', path, parent: parent.kind, child: opening.kind });
  const ancestors = parents.map(({ id }) => id);
  if (depthOf({ ancestors }) > policy.depth)
    return err({ kind: 'TooDeep', path, limit: policy.depth });
  return ok({
    id: opening.id,
    address: opening.address,
    kind: opening.kind,
    ancestors,
    name: opening.name,
    status: opening.isActive === false || opening.imported === 'suspended' ? 'suspended' : 'active',
    mayHaveSubAccounts: opening.mayHaveSubAccounts ?? false,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
};
