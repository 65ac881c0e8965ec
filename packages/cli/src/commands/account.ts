import {
  type AccountRegister,
  type Application,
  asciiAddress,
  type OpenRegisterInput,
  parentIdOf,
  parseOpenRegister,
} from '@tenantry/domain';
import {
  type AccountFlags,
  type OpenAccountFlags,
  openCommand,
  registerCommand,
} from '../account-command.ts';
import { accountJson, accountText, openedOf, openedText } from '../account-shown.ts';
import { asOperator, asReader } from '../as-operator.ts';
import { attempted, doneOf, jsonLine, sayWithheld } from '../attempt.ts';
import { everyItem } from '../every-item.ts';
import { valueOf } from '../exit.ts';
import type { Flags, Json, Retryable } from '../flags.ts';
import { inputsOf } from '../inputs.ts';
import { accountNamed, knownAccount } from '../named-account.ts';
import { soundCommand } from '../sound-command.ts';
import type { Surroundings } from '../surroundings.ts';

export interface RegisterOptions extends Retryable, AccountFlags {
  readonly passwordStdin?: true;
  readonly file?: string;
}

/** Opens an account with a password that somebody has chosen for it. */
export const register = async (
  { json, file, passwordStdin, idempotencyKey, ...said }: RegisterOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const inputs = await inputsOf({ file, secret: passwordStdin === true }, surroundings);
  const command = registerCommand(said, inputs.file, inputs.secret);
  await asOperator(flags, surroundings, async (app, context) => {
    const input = await soundCommand(app, command, app.registers.check, context);
    const made = await app.registers.register(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(made, surroundings);
    print(app, value, json, surroundings, replayed);
  });
};

export interface OpenOptions extends Retryable, OpenAccountFlags {
  readonly file?: string;
}

/** Opens an account with a generated password, and shows that this once. */
export const open = async (
  { json, file, idempotencyKey, ...said }: OpenOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const inputs = await inputsOf({ file, secret: false }, surroundings);
  const command = openCommand(said, inputs.file);
  await asOperator(flags, surroundings, async (app, context) => {
    const check = async (input: OpenRegisterInput) => parseOpenRegister(input);
    const input = await soundCommand(app, command, check, context);
    const opened = await app.registers.open(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(opened, surroundings);
    const shown = openedOf(value, app.accounts.urlOf(value.register.account));
    if (shown.password === undefined) sayWithheld(['password'], surroundings);
    surroundings.outOnce(
      json === true ? jsonLine(JSON.stringify(shown), replayed) : openedText(shown),
    );
  });
};

export const show = async (
  account: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const named = await knownAccount(app, account, context);
    print(app, valueOf(await app.registers.find(named, context)), json, surroundings);
  });

export interface ListOptions extends Json {
  readonly parent?: string;
}

/** Lists the registered accounts directly beneath one, in constant memory. */
export const list = async (
  { json, parent }: ListOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const above = await accountNamed(app, parent, context);
    const registers = everyItem((part) => app.registers.list({ ...above, ...part }, context));
    for await (const { account, member } of registers) {
      const { id, number, name, status } = account;
      const email = asciiAddress(member.email);
      const { effectiveStatus } = valueOf(await app.accounts.find({ account: id }, context));
      const parentId = parentIdOf(account) ?? null;
      surroundings.out(
        json === true
          ? `${JSON.stringify({ id, number, name, email, status, effectiveStatus, parentId })}\n`
          : `${number}\t${id}\t${effectiveStatus}\t${name}\t${email}\n`,
      );
    }
  });

const print = (
  { accounts }: Application,
  register: AccountRegister,
  json: true | undefined,
  { out }: Surroundings,
  replayed = false,
): void => {
  const url = accounts.urlOf(register.account);
  out(json === true ? jsonLine(accountJson(register, url), replayed) : accountText(register, url));
};
