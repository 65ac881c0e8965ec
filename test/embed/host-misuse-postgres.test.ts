import type { HostTransaction } from '@tenantry/domain';
import { fromKysely, fromPgClient } from '@tenantry/postgres';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import type { Tables } from './host-databases.ts';
import {
  customerNamed,
  type HostInstallation,
  installIn,
  partnerNamed,
} from './host-installation.ts';
import { byHand, closeDatabases, openDatabase, plain } from './host-postgres-databases.ts';

let opened: Awaited<ReturnType<typeof openDatabase>>;
let host: ReturnType<typeof byHand>;
let here: HostInstallation;
let client: pg.PoolClient;
let before: unknown;
beforeEach(async () => {
  opened = await openDatabase(plain);
  host = byHand(opened.pool);
  here = await installIn(opened.persistence);
  client = await opened.pool.connect();
  onTestFinished(() => client.release());
  before = await here.footprint();
});

afterAll(closeDatabases);

const create = (tx: HostTransaction, name = 'A') =>
  here.app.customers.create(customerNamed(name), { ...here.own, tx });

/** Nothing was done, and the pool and the store work as before. */
const expectUnharmed = async () => {
  expect(await here.footprint()).toEqual(before);
  expectOk(await host.inTransaction(({ tx }) => create(tx)));
  expect(await here.accounts()).toEqual(['Root', 'A']);
};

describe('what is no transaction for a PostgreSQL store', () => {
  it('is one of another dialect', async () => {
    const tx = { dialect: 'sqlite', query: async () => [] };
    await expect(create(tx)).rejects.toThrow(
      new TypeError('tx is a transaction of sqlite, the store is postgres'),
    );
    await expectUnharmed();
  });

  it('is a pool', async () => {
    // Whoever writes JavaScript is not told by a compiler.
    expect(() => Reflect.apply(fromPgClient, undefined, [opened.pool])).toThrow(TypeError);
    await expectUnharmed();
  });

  it('is a client before BEGIN is answered, and after the end', async () => {
    expect(() => fromPgClient(client)).toThrow('await BEGIN first');
    const begun = client.query('BEGIN');
    expect(() => fromPgClient(client)).toThrow('await BEGIN first');
    await begun;
    const tx = fromPgClient(client);
    await client.query('COMMIT');
    await expect(create(tx)).rejects.toThrow('is over');
    await expectUnharmed();
  });

  it('is a client whose transaction has failed', async () => {
    await client.query('BEGIN');
    const tx = fromPgClient(client);
    await expect(client.query('SELECT 1 / 0')).rejects.toThrow('division by zero');
    await expect(create(tx)).rejects.toThrow('has failed: roll it back');
    expect(() => fromPgClient(client)).toThrow('has failed: roll it back');
    await client.query('ROLLBACK');
    await expectUnharmed();
  });

  it('is the next one on the same client', async () => {
    await client.query('BEGIN');
    const tx = fromPgClient(client);
    expect(
      await opened.persistence.within(tx).read(({ records }) => records.installation()),
    ).toBeDefined();
    await client.query('COMMIT');
    await client.query('BEGIN');
    await expect(create(tx)).rejects.toThrow('is over');
    const { rows } = await client.query('SHOW lock_timeout');
    expect(rows).toEqual([{ lock_timeout: '0' }]);
    await client.query('COMMIT');
    await expectUnharmed();
  });

  it.each(['ROLLBACK', 'COMMIT', 'ROLLBACK AND CHAIN', 'ROLLBACK; BEGIN'])(
    'is the next one where nobody has used it before %s',
    async (end) => {
      await client.query('BEGIN');
      const [tx, another] = [fromPgClient(client), fromPgClient(client)];
      await client.query(end);
      await client.query('BEGIN');
      const next = fromPgClient(client);
      for (const each of [tx, another]) await expect(create(each)).rejects.toThrow('is over');
      expectOk(await create(next));
      await client.query('COMMIT');
      expect(await here.accounts()).toEqual(['Root', 'A']);
      expect(Object.hasOwn(client, 'query')).toBe(false);
    },
  );

  it('is one of kysely that is over or has failed, and no transaction', async () => {
    const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: opened.pool }) });
    expect(() => fromKysely(kysely)).toThrow(TypeError);
    const ended = await kysely.transaction().execute(async (trx) => fromKysely(trx));
    await expect(create(ended)).rejects.toThrow('Transaction is already committed');
    const failed = kysely.transaction().execute(async (trx) => {
      await trx.insertInto('note').values({ text: 'lost' }).execute();
      await trx.schema
        .dropTable('nothing')
        .execute()
        .catch(() => undefined);
      await expect(create(fromKysely(trx))).rejects.toThrow('has failed: roll it back');
    });
    // PostgreSQL answers COMMIT with a rollback, and kysely says so.
    await expect(failed).rejects.toThrow(/rolled back|aborted/i);
    expect(await host.notes()).toEqual([]);
    await expectUnharmed();
  });
});

describe('while a use case runs', () => {
  const nobody = customerNamed('Nobody', crypto.randomUUID());

  it('what the host asks of its client waits, and stays where the use case fails', async () => {
    await client.query('BEGIN');
    const context = { ...here.own, tx: fromPgClient(client) };
    const called = Promise.withResolvers<unknown>();
    const refused = here.app.customers.create(nobody, context);
    for (let each = 0; each < 20; each++) {
      await client.query('INSERT INTO note VALUES ($1)', [`note ${each}`]);
      if (each === 0)
        client.query('SELECT 1 AS one', (fault, answer) => called.resolve(fault ?? answer.rows));
    }
    expect(await refused).toMatchObject({ error: { kind: 'ParentNotFound' } });
    expect(await called.promise).toEqual([{ one: 1 }]);
    await client.query('COMMIT');
    expect(await host.notes()).toHaveLength(20);
  });

  it('what the host asks of kysely waits, and stays where the use case fails', async () => {
    const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: opened.pool }) });
    await kysely.transaction().execute(async (trx) => {
      const refused = here.app.customers.create(nobody, { ...here.own, tx: fromKysely(trx) });
      for (let each = 0; each < 20; each++)
        await trx
          .insertInto('note')
          .values({ text: `note ${each}` })
          .execute();
      expect(await refused).toMatchObject({ error: { kind: 'ParentNotFound' } });
    });
    expect(await host.notes()).toHaveLength(20);
  });

  it('COMMIT is refused in every form that pg has', async () => {
    await client.query('BEGIN');
    const within = opened.persistence.within(fromPgClient(client));
    await within.read(async ({ records }) => {
      await records.installation();
      await expect(client.query('commit')).rejects.toThrow('await it before');
      await expect(client.query({ text: ' END ' })).rejects.toThrow('await it before');
      const called = Promise.withResolvers<unknown>();
      client.query('COMMIT', called.resolve);
      expect(String(await called.promise)).toContain('await it before');
    });
    await client.query('COMMIT');
    expect(client.getTransactionStatus()).toBe('I');
    expect(Object.hasOwn(client, 'query')).toBe(false);
  });
});

describe('a driver of a host', () => {
  it('may have parsers and an array for each row', async () => {
    const own = client.query.bind(client);
    const types = { getTypeParser: () => (text: string) => text.toUpperCase() };
    Reflect.set(client, 'query', (first: object | string, ...rest: unknown[]) =>
      Reflect.apply(own, client, [
        typeof first === 'string' ? first : { rowMode: 'array', types, ...first },
        ...rest,
      ]),
    );
    try {
      await client.query('BEGIN');
      expectOk(await create(fromPgClient(client)));
      await client.query('COMMIT');
    } finally {
      Reflect.deleteProperty(client, 'query');
    }
    expect(await here.accounts()).toEqual(['Root', 'A']);
  });

  it('may be watched by another since, who is left in place', async () => {
    await client.query('BEGIN');
    const within = opened.persistence.within(fromPgClient(client));
    const heard: unknown[] = [];
    await within.read(async ({ records }) => {
      await records.installation();
      const present = client.query;
      Reflect.set(client, 'query', (...given: unknown[]) => {
        heard.push(given[0]);
        return Reflect.apply(present, client, given);
      });
    });
    await client.query('COMMIT');
    Reflect.deleteProperty(client, 'query');
    expect(heard).toEqual(['COMMIT']);
    expect(client.getTransactionStatus()).toBe('I');
  });

  it('that renames columns is refused', async () => {
    await client.query('BEGIN');
    const { dialect, query } = fromPgClient(client);
    const renaming: HostTransaction = {
      dialect,
      query: async (text, values) =>
        (await query(text, values)).map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [name.replaceAll('_', ''), value]),
          ),
        ),
    };
    await expect(create(renaming)).rejects.toThrow(TypeError);
    await client.query('ROLLBACK');
    await expectUnharmed();
  });
});

describe('the session of a host', () => {
  it('waits two seconds for a lock where it has no limit, and has none again', async () => {
    const mine = expectOk(await here.app.partners.create(partnerNamed('Mine'), here.own));
    await host.inTransaction(async ({ tx }) => {
      const suspend = { partner: mine.account.id, isActive: false };
      expectOk(await here.app.partners.update(suspend, { ...here.own, tx }));
      await client.query('BEGIN');
      const below = { ...customerNamed('A'), parent: mine.account.id };
      // One has forgotten tx, and waits for the transaction that it is called in.
      for (const refused of await Promise.all([
        here.app.customers.create(below, { ...here.own, tx: fromPgClient(client) }),
        here.app.customers.create(below, here.own),
      ]))
        expect(refused).toMatchObject({ error: { kind: 'Unavailable' } });
      expect((await client.query('SHOW lock_timeout')).rows).toEqual([{ lock_timeout: '0' }]);
    });
    expectOk(await create(fromPgClient(client)));
    await client.query('COMMIT');
    expect(await here.accounts()).toEqual(['Root', 'Mine', 'A']);
  });

  it('keeps a limit of its own', async () => {
    await host.inTransaction(async ({ tx, run }) => {
      await run("SET LOCAL lock_timeout = '7s'");
      const asked: unknown[] = [];
      const heard = {
        dialect: tx.dialect,
        query: async (text: string, values: readonly unknown[]) => {
          const rows = await tx.query(text, values);
          if (text.startsWith('SAVEPOINT'))
            asked.push(...(await tx.query('SHOW lock_timeout', [])));
          return rows;
        },
      };
      expectOk(await create(heard));
      expect(asked).toEqual([{ lock_timeout: '7s' }]);
      expect(await tx.query('SHOW lock_timeout', [])).toEqual([{ lock_timeout: '7s' }]);
    });
  });

  it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
    'that is %s opens nothing beneath what was suspended since, and hears why',
    async (level) => {
      const mine = expectOk(await here.app.partners.create(partnerNamed('Mine'), here.own));
      await client.query(`BEGIN ISOLATION LEVEL ${level}`);
      await client.query('SELECT * FROM note');
      expectOk(
        await here.app.partners.update({ partner: mine.account.id, isActive: false }, here.own),
      );
      const below = { ...customerNamed('A'), parent: mine.account.id };
      const tx = fromPgClient(client);
      await expect(here.app.customers.create(below, { ...here.own, tx })).rejects.toMatchObject({
        code: '40001',
      });
      await client.query('ROLLBACK');
      expect(await here.accounts()).toEqual(['Root', 'Mine']);
    },
  );

  it('hears of a name that another transaction has taken while it waited', async () => {
    const mine = expectOk(await here.app.partners.create(partnerNamed('Mine'), here.own));
    await client.query('BEGIN');
    const renamed = await host.inTransaction(async ({ tx }) => {
      expectOk(await here.app.partners.create(partnerNamed('Theirs'), { ...here.own, tx }));
      const context = { ...here.own, tx: fromPgClient(client) };
      const input = { partner: mine.account.id, name: 'Theirs' };
      const renaming = here.app.partners.update(input, context);
      await untilOneWaits();
      return { renaming };
    });
    expect(await renamed.renaming).toMatchObject({ error: { kind: 'NameTaken' } });
    await client.query('COMMIT');
  });

  it('waits for an attempt that another transaction makes, and answers as that did', async () => {
    const attempt = { ...here.own, idempotencyKey: 'one' };
    await client.query('BEGIN');
    const second = await host.inTransaction(async ({ tx }) => {
      const first = expectOk(
        await here.app.customers.create(customerNamed('A'), { ...attempt, tx }),
      );
      const again = here.app.customers.create(customerNamed('A'), {
        ...attempt,
        tx: fromPgClient(client),
      });
      await untilOneWaits();
      return { first, again };
    });
    expect(await second.again).toEqual({ ok: true, value: second.first, replayed: true });
    await client.query('COMMIT');
    expect(await here.accounts()).toEqual(['Root', 'A']);
  });
});

/** Until a statement in this database waits for what another transaction holds. */
const untilOneWaits = async (): Promise<void> => {
  const waiting = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await opened.pool.query(waiting)).rows.length === 0);
};
