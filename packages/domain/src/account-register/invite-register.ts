import { permit, type RetryableContext } from '../access/caller.ts';
import { firstGeneration } from '../access/first-access.ts';
import { linkHash } from '../access/link-token.ts';
import type { NotPermitted, ParentNotFound } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { making } from '../idempotency/making.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { holdParent } from '../tree/hold-parent.ts';
import type { AccountRegister, MadeForRegister } from './account-register.ts';
import { addRegister, type CannotAddRegister, makeForRegister } from './add-register.ts';
import { type OpenRegisterInput, parseOpenRegister } from './command.ts';
import { registerCodec } from './register-codec.ts';

export type CannotInviteRegister =
  | NotPermitted
  | ParentNotFound
  | CannotAddRegister
  | CannotCarryOut;

/**
 * Opens a registered account beneath `parent` (the caller's own without one) whose first user is
 * invited by mail and chooses a password there; whole or not at all. Needs `provision`.
 *
 * Takes what `registers.open` does and answers as it, but for `EmailTaken`: who is invited may have a
 * place elsewhere already. An `idempotencyKey` works as at `customers.create`.
 */
export const inviteRegister =
  (ports: Ports) =>
  async (
    input: OpenRegisterInput,
    context: RetryableContext,
  ): Promise<Result<AccountRegister, CannotInviteRegister>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseOpenRegister(input);
    if (!parsed.ok) return parsed;
    const { parent, entry } = parsed.value;
    const { email } = entry;
    return carryOut<MadeForRegister, AccountRegister, CannotInviteRegister>(ports, context, {
      name: making.invite,
      command: () => ({ entry }),
      target: parent ?? caller.accountId,
      codec: registerCodec,
      prepare: async () =>
        ok(
          makeForRegister(ports, (id) => {
            const subject = { id, generation: firstGeneration, email };
            return { invitationHash: linkHash(ports.secrets, 'invitation', subject) };
          }),
        ),
      hold: (unit) => holdParent(unit, caller, parent),
      work: (unit, made, parents) => addRegister(ports, unit, entry, made, parents, context),
    });
  };
