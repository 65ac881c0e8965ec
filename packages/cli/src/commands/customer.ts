import { accountsBelow } from '../application/accounts-below.ts';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf } from '../application/attempt.ts';
import { knownAccount } from '../application/named-account.ts';
import { valueOf } from '../ending/exit.ts';
import { customerCommand } from '../said/customer-command.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { soundCommand } from '../said/sound-command.ts';
import { type AccountRow, accountRow, listOfAccounts } from '../shown/account-row.ts';
import { printCustomer } from '../shown/customer.ts';
import { listed } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface CreateOptions extends Retryable {
  readonly name?: string;
  readonly user: readonly string[];
  readonly parent?: string;
  readonly file?: string;
}

/** Opens a customer from flags, from a file, or from both: what a flag says wins. */
export const create = async (
  { json, file, idempotencyKey, ...options }: CreateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const text = file === undefined ? undefined : await surroundings.read(file);
  const command = customerCommand(options, text);
  await asOperator(flags, surroundings, async (app, context) => {
    const input = await soundCommand(app, command, app.customers.check, context);
    const made = await app.customers.create(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(made, surroundings);
    printCustomer(value, json, surroundings, replayed);
  });
};

export const show = async (
  account: string,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const { account: customer } = await knownAccount(app, account, context);
    printCustomer(valueOf(await app.customers.find({ customer }, context)), json, surroundings);
  });

/** Lists every customer below the account, page by page, in constant memory. */
export const list = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const rows = async function* (): AsyncGenerator<AccountRow> {
      for await (const customer of accountsBelow(app, { kind: 'customer' }, context))
        yield accountRow(customer);
    };
    await listed(rows(), listOfAccounts(), json, surroundings);
  });
