import { ok, StoreUnavailable } from '@tenantry/domain';
import { openPostgres, type PostgresPersistence } from '@tenantry/postgres';
import { expect, it, onTestFinished } from 'vitest';
import { migratedDatabase } from './migrated.ts';
import { onServer } from './server.ts';
import { wiretap } from './wiretap.ts';

const policyAlone = (store: PostgresPersistence) =>
  store.read(({ records }) => records.installation(), 'once');

/** As often as a text of its own needs until the server plans it for good, and more. */
const often = async (work: () => Promise<unknown>): Promise<void> => {
  for (let times = 0; times < 8; times++) await work();
};

const opened = async (url: string, poolSize = 1) => {
  const store = await openPostgres({ url, poolSize });
  onTestFinished(() => store.close());
  return store;
};

it('a statement is prepared once on a connection, and run under its name', async () => {
  const tap = await wiretap(await migratedDatabase());
  onTestFinished(() => tap.close());
  const store = await opened(tap.url);
  await often(() => store.read(({ accounts }) => accounts.masters('installation')));
  await often(() => policyAlone(store));
  const masters = (text: string): boolean => text.includes('"parent_id" is null');
  expect(tap.named().filter(masters)).toHaveLength(1);
  expect(tap.sent().filter(({ text }) => masters(text))).toHaveLength(8);
});

it('a page is planned by its values', async () => {
  const tap = await wiretap(await migratedDatabase());
  onTestFinished(() => tap.close());
  const store = await opened(tap.url);
  await store.read(({ records }) => records.events('installation', { limit: 10 }));
  expect(tap.sent().some(({ text }) => / limit \$/.test(text))).toBe(true);
  expect(tap.named().filter((text) => / limit \$/.test(text))).toEqual([]);
});

it('behind what hands on processes nothing is prepared or set, and limits go with each transaction', async () => {
  const url = await migratedDatabase();
  const tap = await wiretap(url, { isPooler: true });
  onTestFinished(() => tap.close());
  const store = await opened(tap.url);
  await often(() => policyAlone(store));
  await store.transact(async ({ records }) => ok(await records.installation()));
  expect(tap.named()).toEqual([]);
  const texts = tap.sent().map(({ text }) => text);
  const begun = texts.filter((text) => text.startsWith('BEGIN'));
  expect(begun.length).toBeGreaterThanOrEqual(9);
  expect(begun.every((text) => text.includes('SET LOCAL statement_timeout'))).toBe(true);
  expect(texts.filter((text) => text === 'ROLLBACK')).toHaveLength(8);
});

it('a connection of our own has the limits of a transaction, outside of one too', async () => {
  const url = await migratedDatabase();
  const store = await opened(url);
  await onServer(url, async (client) => {
    await client.query('BEGIN; LOCK TABLE tenantry_installation IN ACCESS EXCLUSIVE MODE');
    await expect(policyAlone(store)).rejects.toThrow(StoreUnavailable);
    await client.query('ROLLBACK');
  });
  await expect(policyAlone(store)).resolves.toBeUndefined();
});

it('a migration that gives a table another column does not disturb who has read it', async () => {
  const url = await migratedDatabase();
  const store = await opened(url, 4);
  const masters = () => store.read(({ accounts }) => accounts.masters('installation'));
  const inUnit = () =>
    store.transact(async ({ accounts, records }) => {
      await records.installation();
      return ok(await accounts.masters('installation'));
    });
  await often(() => Promise.all([masters(), masters(), policyAlone(store), inUnit()]));
  await onServer(url, (client) =>
    client.query(`
      ALTER TABLE tenantry_account ADD COLUMN of_tomorrow text;
      ALTER TABLE tenantry_installation ADD COLUMN of_tomorrow text`),
  );
  await often(async () => {
    const [read, again, policy, unit] = await Promise.all([
      masters(),
      masters(),
      policyAlone(store),
      inUnit(),
    ]);
    expect([read, again, policy, unit]).toEqual([[], [], undefined, ok([])]);
  });
});

it('a second question of a read that promised one is refused', async () => {
  const store = await opened(await migratedDatabase());
  const read = store.read(async ({ records }) => {
    await records.installation();
    return records.installation();
  }, 'once');
  await expect(read).rejects.toThrow('another');
});
