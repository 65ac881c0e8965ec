import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '@tenantry/domain';
import { repositories } from '@tenantry/sql';
import Database from 'better-sqlite3';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { migratingDialect } from './dialect.ts';
import { migrateSqlite } from './open.ts';
import { defaultPrefix } from './options.ts';
import { reader } from './reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-reader-'));

const readerOf = (database: Database.Database) =>
  reader(
    database,
    repositories({ dialect: migratingDialect(database) }, { prefix: defaultPrefix }),
  );

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a read of a SQLite file', () => {
  it('says that the store is unavailable while readers are locked out, and once closed', async () => {
    const file = join(folder, 'locked.db');
    // Without a write-ahead log a lock is all it takes; with one, a repair or a last user's leaving.
    const [database, other] = [new Database(file, { timeout: 0 }), new Database(file)];
    const reads = readerOf(database);
    const read = () => reads.read(async () => 'read').catch((fault: unknown) => fault);
    expect(await read()).toBe('read');

    other.exec('BEGIN EXCLUSIVE');
    // Patience is over at the first look at the clock.
    vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(1e9);
    const refused = await read();
    expect(refused).toBeInstanceOf(StoreUnavailable);
    expect(refused).toMatchObject({ retryAfter: 1, cause: { code: 'SQLITE_BUSY' } });
    other.close();
    expect(await read()).toBe('read');

    await reads.close();
    expect(await read()).toBeInstanceOf(StoreUnavailable);
    database.close();
  });

  it('of one question is one statement, which is refused as any while readers are locked out', async () => {
    const file = join(folder, 'once.db');
    await migrateSqlite({ file });
    const [database, other] = [new Database(file, { timeout: 0 }), new Database(file)];
    other.pragma('journal_mode = DELETE');
    const prepared = vi.spyOn(database, 'prepare');
    const { read, close } = readerOf(database);
    const policy = () => read(({ records }) => records.installation(), 'once');
    expect(await policy()).toBeUndefined();
    expect(prepared.mock.calls).toEqual([[expect.stringMatching(/^select .*_installation"$/)]]);

    other.exec('BEGIN EXCLUSIVE');
    vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(1e9);
    await expect(policy()).rejects.toBeInstanceOf(StoreUnavailable);
    other.close();

    const asking = read(async ({ records }) => {
      await records.installation();
      return records.installation();
    }, 'once');
    await expect(asking).rejects.toThrow('another');
    const nested = read(() => read(({ records }) => records.installation()), 'once');
    expect(await nested).toBeUndefined();
    await close();
    database.close();
  });
});
