import { permit, type RetryableContext } from '../access/caller.ts';
import { generatedCredential, isUnused } from '../access/generated-credential.ts';
import type { NotPermitted, ParentNotFound } from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { making } from '../idempotency/making.ts';
import { mayBeShownAgain } from '../idempotency/shown-again.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { ok, type Result } from '../result.ts';
import { holdParent } from '../tree/hold-parent.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { type Secret, secret } from '../values/secret.ts';
import type { AccountRegister, MadeForRegister } from './account-register.ts';
import { addRegister, type CannotAddRegister, makeForRegister } from './add-register.ts';
import { type OpenRegisterInput, parseOpenRegister } from './command.ts';
import { registerCodec } from './register-codec.ts';

/** An account that was opened with a generated password. */
export interface OpenedAccount {
  readonly register: AccountRegister;
  /** Shown this once; absent from a replay that comes too late for it. */
  readonly password?: Secret;
}

export type CannotOpenAccount = NotPermitted | ParentNotFound | CannotAddRegister | CannotCarryOut;

/**
 * Opens a registered account beneath `parent` (the caller's own without one) with a generated
 * password, whole or not at all. The password is in the answer and nowhere else; it works until it
 * is changed, and lapses if it is not used for as long as policy says. Needs `provision`.
 *
 * Answers as `registers.register` does. A replay under the same `idempotencyKey` shows the password
 * again for 10 minutes, unless it was used or changed; later ones come without it.
 */
export const openAccount =
  (ports: Ports) =>
  async (
    input: OpenRegisterInput,
    context: RetryableContext,
  ): Promise<Result<OpenedAccount, CannotOpenAccount>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseOpenRegister(input);
    if (!parsed.ok) return parsed;
    const { parent, entry } = parsed.value;
    const policy = await readPolicy(ports);
    const opened = await carryOut<Made, OpenedAccount, CannotOpenAccount>(ports, context, {
      name: making.open,
      command: () => ({ entry }),
      target: parent ?? caller.accountId,
      codec,
      prepare: async () => {
        const { hash: passwordHash, lapsesAt, password } = generatedCredential(ports, policy);
        return ok({ ...makeForRegister(ports, () => ({ passwordHash, lapsesAt })), password });
      },
      hold: (unit) => holdParent(unit, caller, parent),
      work: async (unit, { password, ...made }, parents) => {
        const added = await addRegister(ports, unit, entry, made, parents, context);
        return added.ok ? ok({ register: added.value, password }) : added;
      },
    });
    return opened.ok && opened.replayed === true
      ? { ...opened, value: await shownAgain(ports, opened.value) }
      : opened;
  };

type Made = MadeForRegister & { readonly password: Secret };

const codec: Codec<OpenedAccount> = {
  accountOf: ({ register }) => register.account.id,
  write: ({ register, password }) =>
    JSON.stringify({ register: registerCodec.write(register), password: password?.reveal() }),
  read: (text) => {
    const kept = restoreJson<{ readonly register: string; readonly password: string }>(text);
    return { register: registerCodec.read(kept.register), password: secret(kept.password) };
  },
};

/** Leaves the password out once it is too old to be shown again, was used, or has been changed. */
async function shownAgain(
  { persistence, clock }: Ports,
  opened: OpenedAccount,
): Promise<OpenedAccount> {
  const { register } = opened;
  const { member, account } = register;
  if (!mayBeShownAgain(account.createdAt, clock.now()) || member.status !== 'active')
    return { register };
  const user = await persistence.read(({ access }) => access.findUser(member.userId));
  return user !== undefined && isUnused(user.credential) ? opened : { register };
}
