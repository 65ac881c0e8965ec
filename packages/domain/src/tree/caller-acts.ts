import type { Caller } from '../access/caller.ts';
import type { NotAuthenticated } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatus, type Lineage } from './account.ts';

/**
 * Whether the caller's own account still acts, asked inside the unit: it may have been suspended
 * since the caller proved who it is. Accounts between it and the end of the lineage are the use
 * case's own matter.
 */
export const callerActs = (caller: Caller, lineage: Lineage): Result<void, NotAuthenticated> => {
  const own = lineage.findIndex(({ id }) => id === caller.accountId);
  return effectiveStatus(lineage.slice(0, own + 1).map(({ status }) => status)) === 'active'
    ? ok(undefined)
    : err({ kind: 'NotAuthenticated', reason: 'wrong' });
};
