import { permit, type RetryableContext } from '../access/caller.ts';
import type { Later, NotPermitted, ParentNotFound } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { making } from '../idempotency/making.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { holdParent } from '../tree/hold-parent.ts';
import { readPolicy } from '../tree/read-policy.ts';
import type { AccountRegister, MadeForRegister } from './account-register.ts';
import { addRegister, type CannotAddRegister, makeForRegister } from './add-register.ts';
import { parseRegistration, type RegistrationInput } from './command.ts';
import { registerCodec } from './register-codec.ts';

export type CannotRegister =
  | NotPermitted
  | ParentNotFound
  | CannotAddRegister
  | Later<'Busy'>
  | CannotCarryOut;

/**
 * Registers an account beneath `parent` (the caller's own without one) with a password that somebody
 * has chosen for it, whole or not at all. Its first user may manage it, and signs in at once. Needs
 * `provision`.
 *
 * Faults of the input are `Invalid`, all of them at once, a password that differs from its
 * confirmation among them. `EmailTaken` where any user of the installation has the mailbox, in
 * whatever spelling. `ParentMayNotHave` beneath an account that may not have sub-accounts. An
 * `idempotencyKey` works as at `customers.create`. `Busy` where too much is being hashed.
 */
export const registerAccount =
  (ports: Ports) =>
  async (
    input: RegistrationInput,
    context: RetryableContext,
  ): Promise<Result<AccountRegister, CannotRegister>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const { isCommonPassword } = await import('../values/common-password.ts');
    const parsed = parseRegistration(input, await readPolicy(ports), isCommonPassword);
    if (!parsed.ok) return parsed;
    const { parent, entry, password } = parsed.value;
    return carryOut<MadeForRegister, AccountRegister, CannotRegister>(ports, context, {
      name: making.register,
      command: () => ({ entry, password: password.reveal() }),
      target: parent ?? caller.accountId,
      codec: registerCodec,
      prepare: async () => {
        const hash = await ports.hasher.hash(password);
        return hash.ok ? ok(makeForRegister(ports, () => ({ passwordHash: hash.value }))) : hash;
      },
      hold: (unit) => holdParent(unit, caller, parent),
      work: (unit, made, parents) => addRegister(ports, unit, entry, made, parents, context),
    });
  };
