import { fromKysely, fromPgClient } from '@tenantry/postgres';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Tables } from './host-databases.ts';
import { type HostInstallation, installIn } from './host-installation.ts';
import { byHand, closeDatabases, openDatabase, plain } from './host-postgres-databases.ts';

let opened: Awaited<ReturnType<typeof openDatabase>>;
let client: pg.PoolClient;
let here: HostInstallation;
beforeEach(async () => {
  opened = await openDatabase(plain);
  here = await installIn(opened.persistence);
  client = await opened.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query('BEGIN');
});

afterAll(closeDatabases);

const notes = () => byHand(opened.pool).notes();

/** Runs while a read of ours holds the client. */
const meanwhile = (work: () => Promise<void>) =>
  opened.persistence.within(fromPgClient(client)).read(async ({ records }) => {
    await records.installation();
    await work();
  });

/** A query of each form that pg has; answers how it fares. */
const asked = (text: string, values: unknown[] = []) => {
  const called = Promise.withResolvers<unknown>();
  client.query(text, values, (fault) => called.resolve(fault));
  const emitted = Promise.withResolvers<unknown>();
  const query = new pg.Query(text, values);
  query.on('error', emitted.resolve);
  query.on('end', () => emitted.resolve(null));
  expect(client.query(query)).toBe(query);
  const promised = client.query(text, values).then(
    () => null,
    (fault: unknown) => fault,
  );
  return Promise.all([called.promise, emitted.promise, promised]);
};

describe('a host that rolls back while a use case runs', () => {
  it('finds nothing behind the rollback of what it had asked before, and is told', async () => {
    let early: Promise<unknown[]> | undefined;
    let late: Promise<unknown[]> | undefined;
    await meanwhile(async () => {
      early = asked('INSERT INTO note VALUES ($1)', ['before']);
      // Nobody awaits it, and it waits for nothing.
      const rollback = client.query('ROLLBACK');
      late = asked('INSERT INTO note VALUES ($1)', ['after']);
      await rollback;
    });
    for (const fault of (await early) ?? [])
      expect(fault).toMatchObject({ message: 'the transaction of the host is over' });
    expect(await late).toEqual([null, null, null]);
    expect(await notes()).toEqual(['after', 'after', 'after']);
    expect(Object.hasOwn(client, 'query')).toBe(false);
  });

  it('may commit what it begins next, by pg and by kysely', async () => {
    await meanwhile(async () => {
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      await client.query("INSERT INTO note VALUES ('pg')");
      await client.query('COMMIT');
    });
    // Only here is the connection that is free the one that we hold still.
    const pool = new pg.Pool({ ...opened.pool.options, max: 1 });
    onTestFinished(() => pool.end());
    const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const [held, next] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let reading: Promise<void> | undefined;
    const rolledBack = kysely.transaction().execute(async (trx) => {
      reading = opened.persistence.within(fromKysely(trx)).read(async ({ records }) => {
        await records.installation();
        held.resolve();
        await next.promise;
      });
      await held.promise;
      throw new Error('thinks better of it');
    });
    await expect(rolledBack).rejects.toThrow('thinks better of it');
    await kysely
      .transaction()
      .execute((trx) => trx.insertInto('note').values({ text: 'kysely' }).execute());
    next.resolve();
    await reading;
    expect(await notes()).toEqual(['pg', 'kysely']);
  });
});

describe('what a host asks while a use case runs', () => {
  it('tells its faults as pg does, and no rejection is left to nobody', async () => {
    let answers: Promise<unknown[]> | undefined;
    const called = Promise.withResolvers<unknown>();
    await meanwhile(async () => {
      answers = asked('SELECT 1 / 0');
      // Whoever writes JavaScript is not told by a compiler: pg throws at once.
      Reflect.apply(client.query, client, [undefined, called.resolve]);
    });
    const [first, ...rest] = (await answers) ?? [];
    expect(first).toMatchObject({ message: 'division by zero' });
    for (const fault of rest) expect(fault).toMatchObject({ code: '25P02' });
    expect(await called.promise).toBeInstanceOf(TypeError);
    await client.query('ROLLBACK');
  });

  it('is refused a commit in the form in which it asks', async () => {
    let answers: Promise<unknown[]> | undefined;
    await meanwhile(async () => {
      answers = asked('COMMIT');
    });
    for (const fault of (await answers) ?? [])
      expect(String(fault)).toContain('await it before the transaction ends');
    await client.query('ROLLBACK');
  });
});

describe('what fails outside the savepoint of a use case', () => {
  it.each([/AS begun_at$/, /transaction_isolation/, /^SAVEPOINT/, /^SELECT set_config/])(
    'is thrown, since no later try in the same transaction helps: %s',
    async (text) => {
      const { dialect, query } = fromPgClient(client);
      const timeout = Object.assign(new Error('canceling statement'), { code: '57014' });
      const tx = {
        dialect,
        query: async (asking: string, values: readonly unknown[]) => {
          if (text.test(asking)) throw timeout;
          return query(asking, values);
        },
      };
      const used = here.app.apps.create({ name: 'app' }, { ...here.own, tx });
      await expect(used).rejects.toThrow(/canceling|has failed|no open transaction/);
      await client.query('ROLLBACK');
    },
  );
});
