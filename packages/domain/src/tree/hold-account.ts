import { type Caller, reachOf } from '../access/caller.ts';
import type { AccountNotFound } from '../errors.ts';
import type { Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountRef } from '../values/ids.ts';
import type { Lineage } from './account.ts';

/** The account that something is done in, with all above it, held until the unit ends. */
export const holdAccount = async (
  { accounts }: Unit,
  caller: Caller,
  ref: AccountRef,
): Promise<Result<Lineage, AccountNotFound>> => {
  const lineage = await accounts.holdLineage(reachOf(caller), ref);
  return lineage === undefined ? err({ kind: 'AccountNotFound' }) : ok(lineage);
};

/** The account that is itself changed, with all above it: nobody else holds it until the unit ends. */
export const holdForChange = async (
  { accounts }: Unit,
  caller: Caller,
  ref: AccountRef,
): Promise<Result<Lineage, AccountNotFound>> => {
  const lineage = await accounts.holdForChange(reachOf(caller), ref);
  return lineage === undefined ? err({ kind: 'AccountNotFound' }) : ok(lineage);
};
