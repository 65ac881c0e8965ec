import {
  type Application,
  type Clock,
  type Context,
  createApplication,
  type Mailer,
  type Persistence,
  type StoredDelivery,
} from '@tenantry/domain';
import { randomIds, secretsOf } from '@tenantry/runtime';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const atOnce = 100;

/** An application on a store that others may have open too; they know one another's secret. */
export const applicationOn = (
  persistence: Persistence,
  mailer: Mailer,
  clock: Clock = { now: () => new Date() },
): Application =>
  createApplication(
    {
      persistence,
      mailer,
      clock,
      hasher: quickHasher(),
      ids: randomIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'http://localhost' },
  );

/** Makes an installation; answers for whom accounts are made in it. */
export const initialised = async (app: Application): Promise<Context> => {
  const operator = { caller: app.as.operator('test') };
  const { account } = expectOk(
    await app.initialise({ name: 'Root', email: 'root@example.com' }, operator),
  );
  return { caller: app.as.account(account.id) };
};

/** Owes an invitation to each of these local parts at example.com. */
export async function invite(
  app: Application,
  context: Context,
  names: readonly string[],
): Promise<void> {
  for (let from = 0; from < names.length; from += atOnce) {
    const users = names
      .slice(from, from + atOnce)
      .map((name) => ({ name, email: `${name}@example.com` }));
    expectOk(await app.customers.create({ name: `Customer ${from}`, users }, context));
  }
}

export const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `person.${number}`);

/** Every message that there is. */
export async function outboxOf(app: Application): Promise<readonly StoredDelivery[]> {
  const operator = { caller: app.as.operator('test') };
  const all: StoredDelivery[] = [];
  for (let after: string | undefined; ; ) {
    const page = expectOk(
      await app.mail.list({ limit: 200, ...(after === undefined ? {} : { after }) }, operator),
    );
    all.push(...page.items);
    after = page.next;
    if (after === undefined) return all;
  }
}
