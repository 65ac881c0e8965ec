import type { AccountClosed, VersionStale } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Account } from './account.ts';

export type CannotChange = AccountClosed | VersionStale;

/**
 * What every correction of an account does besides its own: a closed one stays as it is, a change
 * made from another version than the present one is stale, version and time of update move.
 */
export const changed = (
  account: Account,
  seenVersion: number | undefined,
  now: Date,
): Result<Account, CannotChange> => {
  if (account.status === 'closed') return err({ kind: 'AccountClosed' });
  if (seenVersion !== undefined && seenVersion !== account.version)
    return err({ kind: 'VersionStale', current: account.version });
  return ok({ ...account, version: account.version + 1, updatedAt: now });
};

/**
 * What an idempotency key stands for: the change itself. Made again it may name another version, as
 * whoever sends several that will do cannot foresee which of them counts.
 */
export const unversioned = <T extends object>({
  version: _,
  ...change
}: T & { readonly version?: number }): object => change;
