import { type Context, permit } from '../access/caller.ts';
import type { Invalid, NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { parseRegistration, type RegistrationInput } from './command.ts';

/**
 * Lists what `registers.register` would find wrong with a command, and does nothing: for callers
 * that know of faults besides and want to tell all of them at once. Needs `provision`.
 */
export const checkRegistration =
  (ports: Ports) =>
  async (
    input: RegistrationInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const { isCommonPassword } = await import('../values/common-password.ts');
    const parsed = parseRegistration(input, await readPolicy(ports), isCommonPassword);
    return parsed.ok ? ok(undefined) : parsed;
  };
