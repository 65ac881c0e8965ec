import {
  type AccountRegister,
  type Application,
  asciiAddress,
  effectiveStatus,
  type OpenRegisterInput,
  parseOpenRegister,
  parseUpdateRegister,
} from '@tenantry/domain';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine, sayWithheld } from '../application/attempt.ts';
import { everyItem } from '../application/every-item.ts';
import { accountNamed, knownAccount } from '../application/named-account.ts';
import { valueOf } from '../ending/exit.ts';
import {
  type AccountFlags,
  demandRegister,
  type OpenAccountFlags,
  openCommand,
  registerCommand,
} from '../said/account-command.ts';
import { accountCorrection, type SetAccountFlags } from '../said/account-correction.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { chosenPassword, inputsOf } from '../said/inputs.ts';
import { soundCommand } from '../said/sound-command.ts';
import { accountJson, accountText, openedOf, openedText } from '../shown/account.ts';
import { type AccountRow, accountRow, listOfAccounts } from '../shown/account-row.ts';
import { listed } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

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
  // Nobody types a password twice only to read what else is missing.
  const mayAsk = surroundings.askSecret !== undefined && file === undefined;
  const hasPassword = passwordStdin === true || mayAsk;
  demandRegister(said, hasPassword, file);
  const inputs = await inputsOf({ file, secret: hasPassword && chosenPassword }, surroundings);
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
  const command = openCommand('open', said, inputs.file);
  await asOperator(flags, surroundings, async (app, context) => {
    const input = await soundCommand(app, command, checkOpen, context);
    const opened = await app.registers.open(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(opened, surroundings);
    const shown = openedOf(value, app.accounts.urlOf(value.register.account));
    if (shown.password === undefined) sayWithheld(['password'], surroundings);
    surroundings.outOnce(
      json === true ? jsonLine(JSON.stringify(shown), replayed) : openedText(shown),
    );
  });
};

/** Opens an account whose user is invited by mail, and chooses a password there. */
export const invite = async (
  { json, file, idempotencyKey, ...said }: OpenOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const inputs = await inputsOf({ file, secret: false }, surroundings);
  const command = openCommand('invite', said, inputs.file);
  await asOperator(flags, surroundings, async (app, context) => {
    const input = await soundCommand(app, command, checkOpen, context);
    const invited = await app.registers.invite(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(invited, surroundings);
    print(app, value, json, surroundings, replayed);
  });
};

const checkOpen = async (input: OpenRegisterInput) => parseOpenRegister(input);

export type SetOptions = Retryable & SetAccountFlags;

/** Corrects an account: what is said, and nothing else. */
export const set = async (
  account: string,
  { json, idempotencyKey, ...said }: SetOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const correction = accountCorrection(said);
  await asOperator(flags, surroundings, async (app, context) => {
    // Before anybody is looked for: an account that is not there hides no fault.
    valueOf(parseUpdateRegister({ ...correction, account }));
    const input = { ...correction, ...(await knownAccount(app, account, context)) };
    const changed = await app.registers.update(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(changed, surroundings);
    print(app, value, json, surroundings, replayed);
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
    const parentStatus = valueOf(await app.accounts.find(above, context)).effectiveStatus;
    const registers = everyItem((part) => app.registers.list({ ...above, ...part }, context));
    const rows = async function* (): AsyncGenerator<Row> {
      for await (const { account, member } of registers) {
        const status = effectiveStatus([parentStatus, account.status]);
        const row = accountRow({ ...account, effectiveStatus: status });
        yield { ...row, email: asciiAddress(member.email) };
      }
    };
    await listed(rows(), listOfRegisters, json, surroundings);
  });

interface Row extends AccountRow {
  readonly email: string;
}

const listOfRegisters = listOfAccounts<Row>({
  title: 'e-mail',
  of: ({ email }) => email,
  rank: 4,
  mayBeCut: true,
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
