import { AsyncLocalStorage } from 'node:async_hooks';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
  AccountAddress,
  AccountId,
  AccountName,
  err,
  type NewAccount,
  ok,
  type Result,
  type Unit,
} from '@tenantry/domain';
import { randomIds } from '@tenantry/runtime';
import { openSqlite, type SqlitePersistence } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';

const ids = randomIds();

const master = (name: string): NewAccount => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  kind: 'master',
  ancestors: [],
  name: AccountName.parse(name),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const named = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `Account ${number}`);

let store: SqlitePersistence;
let file: string;
/** What the writer has said to SQLite besides statements. */
let said: string[];
let writing: Database.Database | undefined;
/** Comes in the place of a text that is said. */
let instead: (text: string) => void;

beforeEach(async () => {
  file = join(emptyFolder(), 'a.db');
  store = await openSqlite({ file, migrate: 'auto' });
  said = [];
  instead = () => undefined;
  const { prepare } = Database.prototype;
  vi.spyOn(Database.prototype, 'prepare').mockImplementation(function prepared(
    this: Database.Database,
    text: string,
  ) {
    return watched(text, prepare.call(this, text));
  });
});

/** Tells of each time that the statement runs. */
const watched = (text: string, statement: Database.Statement): Database.Statement => {
  const { run, all } = statement;
  if (text === 'BEGIN IMMEDIATE') writing = statement.database;
  const tell = (): void => {
    said.push(text);
    instead(text);
  };
  statement.run = (...values) => {
    tell();
    return run.apply(statement, values);
  };
  statement.all = (...values) => {
    tell();
    return all.apply(statement, values);
  };
  return statement;
};

afterEach(async () => {
  vi.restoreAllMocks();
  await store.close();
});

const how = (text: string): number => said.filter((line) => line === text).length;

const open = (name: string) => store.transact(({ accounts }) => accounts.addMaster(master(name)));

/** Once the event loop has turned so often. */
const turnsOf = async (count: number): Promise<void> => {
  for (let left = count; left > 0; left--) await turn();
};

const stored = async (): Promise<readonly string[]> =>
  (await store.read(({ accounts }) => accounts.masters('installation'))).map(({ name }) => name);

/** A fault as SQLite has it. */
const failing = (code: string) => new Database.SqliteError(`${code} by a test`, code);

/** How each of them ended, in a word. */
const endings = async (units: readonly Promise<{ readonly ok: boolean }>[]) =>
  (await Promise.allSettled(units)).map((ended) =>
    ended.status === 'rejected' ? 'rejected' : ended.value.ok ? 'ok' : 'refused',
  );

describe('units that wait for the writer of a SQLite file', () => {
  it('share commits, 256 at most each', async () => {
    const names = named(300);
    expect(await endings(names.map(open))).toEqual(names.map(() => 'ok'));
    expect(how('COMMIT')).toBe(2);
    expect(await stored()).toHaveLength(300);
  });

  it('wait for as many as the last group had, and for the next no longer than an eighth of its time', async () => {
    let now = 0n;
    vi.spyOn(process.hrtime, 'bigint').mockImplementation(() => now);
    instead = (text) => {
      if (text === 'COMMIT') now += 8_000_000n;
    };
    await endings(named(20).map(open));
    const most = named(19).map(open);
    await turnsOf(9);
    expect(how('COMMIT')).toBe(1);
    expect(await endings([...most, open('The last')])).toHaveLength(20);
    expect(how('COMMIT')).toBe(2);

    const fewer = named(19).map(open);
    await turnsOf(9);
    now += 999_999n;
    await turnsOf(9);
    expect(how('COMMIT')).toBe(2);
    now += 1n;
    await endings(fewer);
    expect(how('COMMIT')).toBe(3);
  });

  it('have few pages of the log written back where each has a commit to itself, many where they share one', async () => {
    const log = () => statSync(`${file}-wal`).size / 4096;
    for (const name of named(200)) await open(name);
    expect(how('COMMIT')).toBe(200);
    expect(log()).toBeGreaterThan(250);
    expect(log()).toBeLessThan(300);
    for (let groups = 200; groups > 0; groups--) await endings(named(2).map(open));
    expect(how('COMMIT')).toBe(400);
    expect(log()).toBeGreaterThan(1000);
    expect(log()).toBeLessThan(4100);
  });

  it('share one also where they come from other callbacks of the same turn', async () => {
    const answers = named(20).map(
      (name) => new Promise((resolve) => setImmediate(() => resolve(open(name)))),
    );
    await Promise.all(answers);
    expect(how('COMMIT')).toBe(1);
  });

  it('keep what each may have to undo in memory, and in no file', async () => {
    await open('First');
    expect(writing?.pragma('temp_store', { simple: true })).toBe(2);
  });

  it('are answered once the commit has been', async () => {
    const seen: number[] = [];
    await Promise.all(named(5).map((name) => open(name).then(() => seen.push(how('COMMIT')))));
    expect(seen).toEqual([1, 1, 1, 1, 1]);
  });

  it.each<[string, (unit: Unit) => Promise<Result<unknown, unknown>>, string]>([
    ['throws', async () => Promise.reject(new Error('by a test')), 'rejected'],
    ['answers an error', async () => err({ kind: 'Refused' }), 'refused'],
    [
      'meets a conflict',
      async ({ accounts }) => {
        const twice = { ...master('Twice'), address: AccountAddress.parse('twice') };
        await accounts.addMaster(twice);
        return accounts.addMaster({ ...twice, id: master('Other').id });
      },
      'refused',
    ],
  ])('lose nothing by a neighbour that %s', async (_, work, ending) => {
    const units = [open('One'), open('Two'), store.transact(work), open('Three')];
    expect(await endings(units)).toEqual(['ok', 'ok', ending, 'ok']);
    expect(how('COMMIT')).toBe(1);
    expect(await stored()).toEqual(['One', 'Two', 'Three']);
  });

  it.each(['SQLITE_IOERR_FSYNC', 'SQLITE_NOMEM', 'SQLITE_CORRUPT'])(
    'are all refused by a commit that fails with %s, and the next are not',
    async (code) => {
      instead = (text) => {
        if (text === 'COMMIT') throw failing(code);
      };
      expect(await endings(named(4).map(open))).toEqual(Array(4).fill('rejected'));
      expect(await stored()).toEqual([]);
      instead = () => undefined;
      expect(await endings([open('Next')])).toEqual(['ok']);
    },
  );

  it('are all told to come back by a commit for which there is no room', async () => {
    instead = (text) => {
      if (text === 'COMMIT') throw failing('SQLITE_FULL');
    };
    const later = { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } };
    expect(await Promise.all(named(4).map(open))).toEqual(Array(4).fill(later));
    instead = () => undefined;
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['SQLITE_FULL', 'SAVEPOINT unit'],
    ['SQLITE_FULL', 'insert into "tenantry_account"'],
    ['SQLITE_IOERR_WRITE', 'SAVEPOINT unit'],
    ['SQLITE_IOERR_WRITE', 'insert into "tenantry_account"'],
    ['SQLITE_NOMEM', 'insert into "tenantry_account"'],
  ])('run again, each alone, after a neighbour has met %s at %s', async (code, where) => {
    const tries = { made: 0 };
    instead = (text) => {
      // The third unit of the first group. The transaction itself goes on, as SQLite may leave it.
      if (text.startsWith(where) && ++tries.made === 3) throw failing(code);
    };
    const units = named(6).map(open);
    const ended = await endings(units);
    expect(ended[2]).toBe(code === 'SQLITE_FULL' ? 'refused' : 'rejected');
    expect(ended.toSpliced(2, 1)).toEqual(Array(5).fill('ok'));
    // The group that was given up; the two before, each alone; those that had not begun, together.
    expect(said.filter((text) => /^(BEGIN|COMMIT|ROLLBACK$)/.test(text))).toEqual([
      'BEGIN IMMEDIATE',
      'ROLLBACK',
      'BEGIN IMMEDIATE',
      'COMMIT',
      'BEGIN IMMEDIATE',
      'COMMIT',
      'BEGIN IMMEDIATE',
      'COMMIT',
    ]);
    expect(await stored()).toHaveLength(5);
  });

  it('are whole or not at all where the disk is full, whatever they do about it', async () => {
    await open('First');
    const pages = Number(writing?.pragma('page_count', { simple: true }));
    writing?.pragma(`max_page_count = ${pages + 20}`);
    const long = 'x'.repeat(100_000);
    const units = named(8).map((name, number) =>
      store.transact(async ({ accounts, records }) => {
        const account = master(name);
        const added = await accounts.addMaster(account);
        const event = { id: ids.uuid(), kind: 'MasterOpened', accountId: account.id } as const;
        // The fault is caught: the unit is lost all the same.
        if (number === 3)
          await records
            .addEvent({ ...event, actor: long, channel: 'api', at: new Date(0) })
            .catch(() => undefined);
        return added;
      }),
    );
    const ended = await endings(units);
    expect(ended).toEqual(named(8).map((_, number) => (number === 3 ? 'refused' : 'ok')));
    expect(await stored()).toEqual(['First', ...named(8).filter((_, number) => number !== 3)]);
  });

  it('have no turn of the event loop between BEGIN and COMMIT', async () => {
    const turns = { between: 0, all: 0 };
    const look = () => {
      turns.all += 1;
      if (writing?.inTransaction === true) turns.between += 1;
    };
    const ticking = setInterval(look, 0);
    let turning = true;
    const again = () => {
      look();
      if (turning) setImmediate(again);
    };
    again();
    for (let round = 0; round < 3; round++) await Promise.all(named(100).map(open));
    turning = false;
    clearInterval(ticking);
    expect(turns.all).toBeGreaterThan(3);
    expect(turns.between).toBe(0);
  });

  it('run each in the context of whoever submitted it', async () => {
    const context = new AsyncLocalStorage<string>();
    const seen = named(5).map((name) =>
      context.run(name, () =>
        store.transact(async ({ accounts }) => {
          await accounts.masters('installation');
          return ok(context.getStore());
        }),
      ),
    );
    expect(await Promise.all(seen)).toEqual(named(5).map((name) => ok(name)));
    expect(how('COMMIT')).toBe(1);
  });

  it('cannot write in a neighbour’s place: a statement that comes late is refused', async () => {
    const late: Promise<unknown>[] = [];
    const first = store.transact(async ({ accounts }) => {
      const added = await accounts.addMaster(master('First'));
      // Nobody waits for it: it comes when the unit is over.
      late.push(Promise.resolve().then(() => accounts.addMaster(master('Late'))));
      late.push(
        new Promise((resolve) => setImmediate(resolve)).then(() =>
          accounts.addMaster(master('Later')),
        ),
      );
      return added;
    });
    expect(await endings([first, open('Second'), open('Third')])).toEqual(['ok', 'ok', 'ok']);
    const came = await Promise.allSettled(late);
    expect(came.at(-1)?.status).toBe('rejected');
    const names = await stored();
    expect(names).not.toContain('Later');
    // One microtask late is within the unit or refused, never somebody else's.
    expect(names.includes('Late')).toBe(came[0]?.status === 'fulfilled');
    expect(names.filter((name) => name !== 'Late')).toEqual(['First', 'Second', 'Third']);
  });

  it('leave the file to others between two groups', async () => {
    const other = new Database(file, { timeout: 0 });
    const taken = { times: 0 };
    const trying = setInterval(() => {
      try {
        other.exec('BEGIN IMMEDIATE');
        taken.times += 1;
        other.exec('ROLLBACK');
      } catch {
        // It is the writer's just now.
      }
    }, 0);
    await Promise.all(named(1000).map(open));
    clearInterval(trying);
    other.close();
    expect(how('COMMIT')).toBeGreaterThanOrEqual(4);
    expect(taken.times).toBeGreaterThan(0);
  });

  it('begin though somebody reads again and again, and waits for nothing else', async () => {
    let isDone = false;
    const opened = async () => {
      await open('One');
      isDone = true;
    };
    const unit = opened();
    let reads = 0;
    for (; !isDone && reads < 1000; reads++) await store.read(async () => undefined);
    expect(isDone).toBe(true);
    await unit;
  });
});
