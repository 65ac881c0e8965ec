import { type Caller, reachOf } from '../access/caller.ts';
import type { ParentNotFound } from '../errors.ts';
import type { Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountRef } from '../values/ids.ts';
import type { Lineage } from './account.ts';

/** The account that another is opened beneath, held until the unit ends: `ref`, or the caller's own. */
export const holdParent = async (
  { accounts }: Unit,
  caller: Caller,
  ref: AccountRef | undefined,
): Promise<Result<Lineage, ParentNotFound>> => {
  const parent = ref ?? caller.accountId;
  const lineage =
    parent === undefined ? undefined : await accounts.holdLineage(reachOf(caller), parent);
  return lineage === undefined ? err({ kind: 'ParentNotFound', path: ['parent'] }) : ok(lineage);
};
