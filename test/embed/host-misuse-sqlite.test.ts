import { setTimeout as pause } from 'node:timers/promises';
import { type HostTransaction, ok, StoreUnavailable } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { fromBetterSqlite3, fromKysely, hostTransaction, verifySqlite } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { kyselyOn, openFile } from './host-databases.ts';
import { customerNamed, type HostInstallation, installIn } from './host-installation.ts';

let opened: Awaited<ReturnType<typeof openFile>>;
let db: Database.Database;
let here: HostInstallation;
let before: unknown;
beforeEach(async () => {
  opened = await openFile();
  db = opened.db;
  here = await installIn(opened.persistence);
  before = await here.footprint();
});

const create = (tx: HostTransaction, customer = customerNamed('A')) =>
  here.app.customers.create(customer, { ...here.own, tx });

const nobody = customerNamed('Nobody', crypto.randomUUID());

/** Nothing was done, and the handle and the store work as before. */
const expectUnharmed = async () => {
  expect(db.inTransaction).toBe(false);
  expect(await here.footprint()).toEqual(before);
  expectOk(await hostTransaction(db, (tx) => create(tx)));
  expect(await here.accounts()).toEqual(['Root', 'A']);
};

describe('what is no transaction for a SQLite store', () => {
  it('is one of another dialect', async () => {
    const tx = { dialect: 'postgres', query: async () => [] };
    await expect(create(tx)).rejects.toThrow(
      new TypeError('tx is a transaction of postgres, the store is sqlite'),
    );
    await expectUnharmed();
  });

  it.each<[string, unknown]>([
    ['a handle', { exec: () => undefined }],
    ['one without a dialect', { query: async () => [] }],
    ['one without a query', { dialect: 'sqlite' }],
    ['null', null],
  ])('is %s', async (_, tx) => {
    // Whoever writes JavaScript is not told by a compiler.
    const given = [customerNamed('A'), { ...here.own, tx }];
    await expect(Reflect.apply(here.app.customers.create, undefined, given)).rejects.toThrow(
      TypeError,
    );
    await expectUnharmed();
  });

  it('is a kysely without a transaction', async () => {
    expect(() => fromKysely(kyselyOn(db))).toThrow(TypeError);
    await kyselyOn(db)
      .connection()
      .execute(async (connection) => {
        expect(() => fromKysely(connection)).toThrow(TypeError);
      });
    await expectUnharmed();
  });

  it('is a transaction of a kysely on another database', async () => {
    const kysely = new Kysely<object>({
      dialect: {
        createAdapter: () => new MysqlAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (any) => new MysqlIntrospector(any),
        createQueryCompiler: () => new MysqlQueryCompiler(),
      },
    });
    await kysely.transaction().execute(async (trx) => {
      expect(() => fromKysely(trx)).toThrow(TypeError);
    });
  });

  it('is one of kysely that is over, however it ended', async () => {
    const kysely = kyselyOn(db);
    const committed = await kysely.transaction().execute(async (trx) => fromKysely(trx));
    await expect(create(committed)).rejects.toThrow('Transaction is already committed');
    const controlled = await kysely.startTransaction().execute();
    const tx = fromKysely(controlled);
    await controlled.rollback().execute();
    await expect(create(tx)).rejects.toThrow('Transaction is already rolled back');
    await expectUnharmed();
  });

  it('is a handle without one', async () => {
    expect(() => fromBetterSqlite3(db)).toThrow('no transaction is open');
    db.exec('BEGIN');
    const tx = fromBetterSqlite3(db);
    db.exec('COMMIT');
    await expect(create(tx)).rejects.toThrow('no transaction is open');
    await expectUnharmed();
  });

  it.each([false, true])(
    'is a synchronous one of better-sqlite3, rolled back: %s',
    async (throws) => {
      let running: Promise<unknown> | undefined;
      const work = db.transaction(() => {
        running = create(fromBetterSqlite3(db));
        if (throws) throw new Error('thinks better of it');
      });
      if (throws) expect(work.immediate).toThrow('thinks better of it');
      else work.immediate();
      await expect(running).rejects.toThrow('no transaction is open');
      await expectUnharmed();
    },
  );

  it('is any, for a store in memory', async () => {
    const memory = await installIn(memoryPersistence());
    await expect(
      hostTransaction(db, (tx) =>
        memory.app.customers.create(customerNamed('A'), { ...memory.own, tx }),
      ),
    ).rejects.toThrow(TypeError);
    expect(await memory.accounts()).toEqual(['Root']);
    await expectUnharmed();
  });

  it('is one on a handle that does not keep foreign keys', async () => {
    db.pragma('foreign_keys = OFF');
    await expect(hostTransaction(db, (tx) => create(tx))).rejects.toThrow(
      'PRAGMA foreign_keys = ON',
    );
    db.pragma('foreign_keys = ON');
    db.exec('BEGIN');
    const tx = fromBetterSqlite3(db);
    expect(await create(tx, nobody)).toMatchObject({ ok: false });
    db.exec('COMMIT; PRAGMA foreign_keys = OFF; BEGIN');
    await expect(create(tx)).rejects.toThrow('PRAGMA foreign_keys = ON');
    db.exec('COMMIT; PRAGMA foreign_keys = ON');
    await expectUnharmed();
  });

  it('is the next one on the same handle, after a rollback', async () => {
    db.exec('BEGIN');
    const tx = fromBetterSqlite3(db);
    db.exec('ROLLBACK; BEGIN');
    await expect(create(tx)).rejects.toThrow('is over');
    db.exec('COMMIT');
    await expectUnharmed();
  });

  it('is one whose driver renames columns, or answers no rows', async () => {
    db.exec('BEGIN IMMEDIATE');
    const tx = fromBetterSqlite3(db);
    const renaming = async (text: string, values: readonly unknown[]) =>
      (await tx.query(text, values)).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name.replaceAll('_', ''), value]),
        ),
      );
    await expect(create({ dialect: 'sqlite', query: renaming })).rejects.toThrow(
      new TypeError('query of tx must leave names of columns as they are: no one_row came back'),
    );
    for (const answer of [undefined, { rows: [] }, [[1]], [1]]) {
      // Whoever writes JavaScript is not told by a compiler.
      const other: HostTransaction = { dialect: 'sqlite', query: async () => [] };
      Reflect.set(other, 'query', async () => answer);
      await expect(create(other)).rejects.toThrow(/^query of tx must answer an array of rows/);
    }
    db.exec('COMMIT');
    await expectUnharmed();
  });

  it('is something that is no handle', async () => {
    for (const given of [undefined, null, 'host.db', {}]) {
      expect(() => Reflect.apply(fromBetterSqlite3, undefined, [given])).toThrow(TypeError);
      const begun = Reflect.apply(hostTransaction, undefined, [given, create]);
      await expect(begun).rejects.toThrow('takes a handle of better-sqlite3');
    }
  });
});

const tick = async (): Promise<void> => undefined;

describe('a host that goes on while a use case runs keeps all of it or nothing', () => {
  const anyDriver = (): HostTransaction => ({
    dialect: 'sqlite',
    query: async (text, values) => {
      const statement = db.prepare<unknown[], object>(text);
      if (statement.reader) return statement.all(...values);
      statement.run(...values);
      return [];
    },
  });
  const ways = [
    ['ROLLBACK; BEGIN IMMEDIATE', undefined],
    ['ROLLBACK TO hosts', undefined],
    ['RELEASE hosts', undefined],
    ['SAVEPOINT late', 'ROLLBACK TO late'],
  ] as const;

  it.each(
    ways.flatMap(([first, second]) => [
      { first, second, name: 'better-sqlite3', txOf: () => fromBetterSqlite3(db) },
      { first, second, name: 'any driver', txOf: anyDriver },
    ]),
  )('$first, $name', async ({ first, second, txOf }) => {
    let made = 0;
    for (let ticks = 0; ticks < 120; ticks += 6) {
      db.exec('BEGIN IMMEDIATE');
      const tx = txOf();
      db.exec('SAVEPOINT hosts');
      const running = Promise.allSettled([create(tx, customerNamed(`A${ticks}`))]);
      for (let each = 0; each < ticks; each++) await tick();
      db.exec(first);
      for (let each = 0; each < 9; each++) await tick();
      try {
        if (second !== undefined) db.exec(second);
      } catch {
        // The use case has ended, and its savepoint with what was inside.
      }
      await running;
      try {
        db.exec('COMMIT');
      } catch {
        db.exec('ROLLBACK');
      }
      const accounts = await here.accounts();
      const { sent } = await here.app.deliverMail();
      made += sent;
      // Mail is the last thing that is written, and an account the first.
      expect(accounts).toHaveLength(1 + made);
    }
    for await (const found of verifySqlite({ file: opened.file })) expect(found).toBeUndefined();
  });
});

it('a store that is closed waits for what runs in a transaction, and refuses what comes after', async () => {
  await hostTransaction(db, async (tx) => {
    expectOk(await create(tx));
    const within = opened.persistence.within(tx);
    const order: string[] = [];
    const running = within.transact(async ({ records }) => {
      await records.setSecretCheck('another');
      order.push('unit');
      return ok(undefined);
    });
    const begun = within.read(async ({ records }) => records.installation());
    await opened.persistence.close();
    order.push('closed');
    expectOk(await running);
    expect(order).toEqual(['unit', 'closed']);
    expect((await begun)?.secretCheck).toBe('another');
    expect(await create(tx)).toMatchObject({ error: { kind: 'Unavailable' } });
    await expect(within.transact(async () => ok(undefined))).rejects.toThrow('is closed');
    await expect(within.read(async () => undefined)).rejects.toThrow(StoreUnavailable);
  });
  expect(db.prepare('SELECT name FROM tenantry_account').pluck().all()).toContain('A');
});

describe('hostTransaction', () => {
  it('inside itself is refused at once', async () => {
    const nested = () => hostTransaction(db, async () => 'never');
    await expect(hostTransaction(db, nested)).rejects.toThrow('inside hostTransaction');
    await expectUnharmed();
  });

  it('may be called in what an ended one has left behind', async () => {
    const late = await hostTransaction(db, async () => ({
      call: pause(5).then(() => hostTransaction(db, (tx) => create(tx))),
    }));
    expect(expectOk(await late.call).account.name).toBe('A');
  });

  it('waits for one before it', async () => {
    const order: string[] = [];
    await Promise.all(
      ['first', 'second'].map((name) =>
        hostTransaction(db, async (tx) => {
          order.push(`${name} begins`);
          expectOk(await here.app.customers.create(customerNamed(name), { ...here.own, tx }));
          order.push(`${name} ends`);
        }),
      ),
    );
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
    expect(await here.accounts()).toEqual(['Root', 'first', 'second']);
  });

  it('is refused where the handle has a transaction already', async () => {
    db.exec('BEGIN');
    await expect(hostTransaction(db, (tx) => create(tx))).rejects.toThrow(
      'open on this handle already',
    );
    db.exec('ROLLBACK');
    await expectUnharmed();
  });

  it('ends its tx, and tells a host that ended it by itself', async () => {
    const ended = await hostTransaction(db, async (tx) => tx);
    db.exec('BEGIN IMMEDIATE');
    await expect(create(ended)).rejects.toThrow('is over');
    db.exec('ROLLBACK');
    await expect(
      hostTransaction(db, async (tx) => {
        db.exec('ROLLBACK');
        await create(tx);
      }),
    ).rejects.toThrow('is over');
    await expect(
      hostTransaction(db, async () => {
        db.exec('COMMIT');
      }),
    ).rejects.toThrow('no transaction is active');
    await expectUnharmed();
  });

  it('waits without blocking while another has the file', async () => {
    const other = new Database(opened.file);
    other.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const waiting = hostTransaction(db, (tx) => create(tx));
    await pause(100);
    other.exec('COMMIT');
    other.close();
    expectOk(await waiting);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(3);
    expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
  });
});

it('a use case without tx ends as Unavailable while the transaction of the host has the file', async () => {
  await hostTransaction(db, async (tx) => {
    expectOk(await create(tx));
    const forgotten = await here.app.customers.create(customerNamed('B'), here.own);
    expect(forgotten).toEqual({ ok: false, error: { kind: 'Unavailable', retryAfter: 1 } });
    // What reads sees what was there before.
    expect(await here.accounts()).toEqual(['Root']);
  });
  expect(await here.accounts()).toEqual(['Root', 'A']);
});

describe('a transaction of a host that was begun deferred', () => {
  it('is refused as Unavailable where another writes, and is usable after', async () => {
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN');
    db.prepare('SELECT * FROM note').all();
    expectOk(await here.app.customers.create(customerNamed('Theirs'), here.own));
    expect(await create(fromBetterSqlite3(db))).toMatchObject({ error: { kind: 'Unavailable' } });
    db.exec('ROLLBACK');
    db.exec('BEGIN');
    expectOk(await create(fromBetterSqlite3(db)));
    db.exec('COMMIT');
    expect((await here.accounts()).toSorted()).toEqual(['A', 'Root', 'Theirs']);
  });
});
