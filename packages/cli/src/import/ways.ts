import {
  type Account,
  type Application,
  type Context,
  type Failure,
  parseOpenRegister,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { unparsed } from '../said/unparsed.ts';
import type { RowKind } from './kinds.ts';

type Command = Readonly<Record<string, unknown>>;

/** How one kind of account is made, and what would be found wrong with it. */
export interface Way {
  readonly create: (
    app: Application,
    command: Command,
    context: RetryableContext,
  ) => Promise<Result<Account, Failure>>;
  readonly check: (
    app: Application,
    command: Command,
    context: Context,
  ) => Promise<Result<unknown, Failure>>;
}

/** The account of whatever was made. */
const accountOf = (
  result: Result<{ readonly account: Account }, Failure>,
): Result<Account, Failure> => (result.ok ? { ...result, value: result.value.account } : result);

/** A password in a row confirms itself: nobody types it twice into a file. */
const confirmed = (command: Command): Command => ({
  passwordConfirmation: command['password'],
  ...command,
});

const hasPassword = (command: Command): boolean => command['password'] !== undefined;

export const ways: Readonly<Record<RowKind, Way>> = {
  customer: {
    create: async (app, command, context) =>
      accountOf(await app.customers.create(unparsed(command), context)),
    check: (app, command, context) => app.customers.check(unparsed(command), context),
  },
  partner: {
    create: async (app, command, context) =>
      accountOf(await app.partners.create(unparsed(command), context)),
    check: (app, command, context) => app.partners.check(unparsed(command), context),
  },
  registered: {
    create: async (app, command, context) =>
      accountOf(
        hasPassword(command)
          ? await app.registers.register(unparsed(confirmed(command)), context)
          : await app.registers.invite(unparsed(command), context),
      ),
    check: async (app, command, context) =>
      hasPassword(command)
        ? app.registers.check(unparsed(confirmed(command)), context)
        : parseOpenRegister(command),
  },
};
