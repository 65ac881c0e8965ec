import type { App, CreateAppInput } from '@tenantry/domain';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine } from '../application/attempt.ts';
import { everyItem } from '../application/every-item.ts';
import { accountNamed } from '../application/named-account.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { demandFlags } from '../said/needed.ts';
import { unparsed } from '../said/unparsed.ts';
import { type List, listed } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface CreateOptions extends Retryable {
  readonly name?: string;
  readonly account?: string;
}

/** Creates an app in an account. */
export const create = async (
  { json, name, account, idempotencyKey }: CreateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  demandFlags('app create', { '--name': name });
  await asOperator(flags, surroundings, async (app, context) => {
    const input = unparsed<CreateAppInput>({
      name,
      ...(await accountNamed(app, account, context)),
    });
    const made = await app.apps.create(input, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(made, surroundings);
    surroundings.out(json === true ? jsonLine(jsonOf(value), replayed) : `${value.id}\n`);
  });
};

export interface ListOptions extends Json {
  readonly account?: string;
}

/** Lists the apps of an account, oldest first, in constant memory. */
export const list = async (
  { json, account }: ListOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const of = await accountNamed(app, account, context);
    const apps = everyItem((part) => app.apps.list({ ...of, ...part }, context));
    await listed(apps, listOfApps, json, surroundings);
  });

const jsonOf = ({ id, accountId, name, createdAt }: App): string =>
  JSON.stringify({ id, accountId, name, createdAt });

const listOfApps: List<App> = {
  columns: [
    { title: 'id', of: ({ id }) => id, rank: 1 },
    { title: 'name', of: ({ name }) => name, rank: 2, mayBeCut: true },
  ],
  json: jsonOf,
};
