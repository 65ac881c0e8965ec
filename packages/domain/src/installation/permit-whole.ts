import { type Caller, permit, reachOf } from '../access/caller.ts';
import type { NotPermitted } from '../errors.ts';
import { err, type Result } from '../result.ts';

/**
 * What concerns the whole installation is for an operator who is bound to no account. Throws as
 * `reachOf` for a caller that has lost its account.
 */
export const permitWhole = (caller: Caller): Result<void, NotPermitted> =>
  reachOf(caller) === 'installation'
    ? permit(caller, 'manage')
    : err({ kind: 'NotPermitted', needed: 'manage' });
