import { err, ok, type Result } from '../result.ts';
import type { Caller } from './caller.ts';
import type { CannotProve, CheckPassword } from './check-password.ts';
import { callerOf } from './holder.ts';
import { recorded, type Said } from './recorded.ts';

/** What HTTP's Basic carries: whatever stands for a user name, and a password. */
export interface PresentedPassword extends Said {
  readonly name: string;
  readonly password: string;
}

/**
 * Who presents a name and a password. The name is a user name; an account (its address, id or
 * number), a slash and a mailbox; or the mailbox alone of somebody whose password was given for
 * one account. `NotAuthenticated` for every reason alike.
 */
export const authenticatePassword =
  (check: CheckPassword) =>
  async ({ name, password, ...said }: PresentedPassword): Promise<Result<Caller, CannotProve>> => {
    // Nothing is presented, so there is nothing to try.
    if (name === '' && password === '') return err({ kind: 'NotAuthenticated', reason: 'wrong' });
    const proven = await check({ userName: name }, password);
    if (!proven.ok) return proven;
    const { holder, policy } = proven.value;
    return ok(callerOf(holder, policy, recorded(said)));
  };
