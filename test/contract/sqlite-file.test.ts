import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccountAddress,
  AccountId,
  AccountName,
  branded,
  defaultPolicy,
  err,
  type NewAccount,
  ok,
} from '@tenantry/domain';
import { randomIds } from '@tenantry/runtime';
import { migrateSqlite, openSqlite } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled, fileOf } from '../cli/started.ts';

const ids = randomIds();

const master = (address: string): NewAccount => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(address),
  kind: 'master',
  ancestors: [],
  name: AccountName.parse('Root'),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const event = (id: string, accountId: AccountId) =>
  ({ id, kind: 'KeyIssued', accountId, actor: 'host', channel: 'api', at: new Date(0) }) as const;

describe('a SQLite file', () => {
  it('is made for its owner alone, with a log that is written ahead', async () => {
    const file = join(emptyFolder(), 'a.db');
    await (await openSqlite({ file, migrate: 'auto' })).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const database = new Database(file);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
  });

  it('is refused where it is missing or outdated, naming the command, and stays as it was', async () => {
    const file = join(emptyFolder(), 'a.db');
    await expect(openSqlite({ file })).rejects.toThrow('tenantry init');
    expect(() => statSync(file)).toThrow('ENOENT');
    new Database(file).close();
    await expect(openSqlite({ file })).rejects.toThrow('tenantry migrate');
    expect(await migrateSqlite({ file })).toHaveLength(1);
    expect(await migrateSqlite({ file })).toEqual([]);
    await (await openSqlite({ file })).close();
  });

  it('keeps a prefix, so that two live in one file and neither sees the other', async () => {
    const file = join(emptyFolder(), 'a.db');
    const one = await openSqlite({ file, migrate: 'auto', prefix: 'one_' });
    const two = await openSqlite({ file, migrate: 'auto', prefix: 'two_' });
    const installation = { policy: defaultPolicy, secretCheck: 'x', createdAt: new Date(0) };
    const added = await one.transact(({ records }) => records.addInstallation(installation));
    expect(added.ok).toBe(true);
    expect(await two.read(({ records }) => records.installation())).toBeUndefined();
    expect(await one.read(({ records }) => records.installation())).toEqual(installation);
    await one.close();
    await two.close();
  });

  it('is migrated once when twenty open it at the same moment', async () => {
    const file = join(emptyFolder(), 'a.db');
    const stores = await Promise.all(
      Array.from({ length: 20 }, () => openSqlite({ file, migrate: 'auto' })),
    );
    for (const store of stores) await store.close();
    expect(await migrateSqlite({ file })).toEqual([]);
  });

  it('answers Unavailable when another process keeps it locked, and the thread goes on', async () => {
    const file = join(emptyFolder(), 'a.db');
    const store = await openSqlite({ file, migrate: 'auto' });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 10);
    const answer = await store.transact(async () => ok('done'));
    clearInterval(ticking);
    expect(answer).toEqual({ ok: false, error: { kind: 'Unavailable', retryAfter: 1 } });
    expect(ticks).toBeGreaterThan(20);
    expect(await store.read(({ records }) => records.installation())).toBeUndefined();
    other.exec('ROLLBACK');
    other.close();
    expect(await store.transact(async () => ok('done'))).toEqual({ ok: true, value: 'done' });
    await store.close();
  });

  it('keeps the neighbours of a unit that fails, though they share a commit', async () => {
    const file = join(emptyFolder(), 'a.db');
    const store = await openSqlite({ file, migrate: 'auto' });
    const nobody = branded<AccountId>('00000000-0000-7000-8000-000000000000');
    const units = ['a', 'b', 'c', 'd'].map((id) =>
      store.transact(async ({ records }) => {
        // Foreign keys are kept: an event of no account is a fault.
        if (id === 'b') await records.addEvent(event(id, nobody));
        return ok(id);
      }),
    );
    const ended = await Promise.allSettled(units);
    expect(ended.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    await store.close();
  });

  it('leaves nothing of a unit whose transaction SQLite has rolled back, and goes on', async () => {
    const file = join(emptyFolder(), 'a.db');
    const store = await openSqlite({ file, migrate: 'auto' });
    const other = new Database(file);
    other.exec(
      "CREATE TRIGGER gone BEFORE INSERT ON tenantry_event BEGIN SELECT RAISE(ROLLBACK, 'x'); END",
    );
    other.close();
    const before = store.transact(({ accounts }) => accounts.addMaster(master('before')));
    const broken = store.transact(async ({ accounts, records }) => {
      const { id } = master('broken');
      await Promise.allSettled([
        records.addEvent(event('e', id)),
        accounts.addMaster(master('beside')),
      ]);
      return ok('as if nothing had been');
    });
    const after = store.transact(({ accounts }) => accounts.addMaster(master('after')));
    const ended = await Promise.allSettled([before, broken, after]);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const masters = await store.read(({ accounts }) => accounts.masters('installation'));
    expect(masters.map(({ address }) => address).toSorted()).toEqual(['after', 'before']);
    await store.close();
  });

  it('refuses nobody for a row that was never committed', async () => {
    const file = join(emptyFolder(), 'a.db');
    const store = await openSqlite({ file, migrate: 'auto' });
    const other = new Database(file);
    other.exec(
      "CREATE TRIGGER gone BEFORE INSERT ON tenantry_event BEGIN SELECT RAISE(ROLLBACK, 'x'); END",
    );
    other.close();
    let runs = 0;
    // It takes the address at first, and lets it be when the lost group runs again.
    const fickle = store.transact<unknown, unknown>(async ({ accounts }) =>
      runs++ === 0 ? accounts.addMaster(master('wanted')) : err('let be'),
    );
    const second = store.transact(({ accounts }) => accounts.addMaster(master('wanted')));
    const broken = store.transact(async ({ records }) =>
      ok(await records.addEvent(event('e', master('nobody').id))),
    );
    const [first, next, lost] = await Promise.allSettled([fickle, second, broken]);
    expect(first).toMatchObject({ value: { ok: false, error: 'let be' } });
    expect(next).toMatchObject({ value: { ok: true } });
    expect(lost.status).toBe('rejected');
    await store.close();
  });

  it('takes the writes of three processes at once, and refuses none', async () => {
    const file = join(emptyFolder(), 'a.db');
    await migrateSqlite({ file });
    const codes = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const child = spawn(process.execPath, [fileOf('write-units'), file, name, '100'], {
          env: { ...process.env, ...compiled() },
          stdio: 'inherit',
        });
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT count(*) AS n FROM tenantry_account').get()).toEqual({
      n: 300,
    });
    database.close();
  });
});
