import { type Caller, permit } from '../access/caller.ts';
import type { NotPermitted } from '../errors.ts';
import { err, type Result } from '../result.ts';

/** What concerns the whole installation is for an operator who is bound to no account. */
export const permitWhole = (caller: Caller): Result<void, NotPermitted> =>
  caller.accountId === undefined
    ? permit(caller, 'manage')
    : err({ kind: 'NotPermitted', needed: 'manage' });
