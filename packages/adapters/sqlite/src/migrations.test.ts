import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrator, released, type Step } from '@tenantry/sql';
import Database from 'better-sqlite3';
import { type SqliteDatabase, sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { migratingDialect } from './dialect.ts';
import { prepare } from './file.ts';
import { openSqlite } from './open.ts';
import type { Migrate } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-migrations-'));
let files = 0;
const newFile = (): string => join(folder, `${files++}.db`);

afterAll(() => rmSync(folder, { recursive: true }));

const prefix = 'tenantry_';
const now = released.length;

/** What a next release adds, which the one before can live with. */
const expand: Step = {
  name: '9001-expand',
  oldest: 1,
  up: async (db) => {
    await db.schema.alterTable('account').addColumn('nick', 'text').execute();
    await sql`update tenantry_account set nick = name`.execute(db);
    await db.schema.createTable('tenantry_nick').addColumn('nick', 'text').execute();
  },
};

/** What a release after that takes away: those that know nothing of the step before must be gone. */
const contract: Step = {
  name: '9002-contract',
  oldest: now + 1,
  up: async (db) => {
    await db.schema.dropIndex('tenantry_account_name').execute();
    await db.schema.alterTable('account').dropColumn('name_key').execute();
  },
};

const next = [...released, expand];
const afterNext = [...next, contract];

/** Everything that a file says of its form, and where it stands. */
const formOf = (file: string) => {
  const database = new Database(file, { readonly: true });
  const form = database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all();
  const version = form.length > 0 ? database.prepare(everyVersion).all() : [];
  database.close();
  return { form, version };
};

const everyVersion = 'SELECT * FROM tenantry_schema_version';

const migrated = async (steps: readonly Step[]): Promise<string> => {
  const file = newFile();
  await prepare(file, 'auto', { prefix, steps });
  return file;
};

describe('a migration that is killed', () => {
  /** Takes the steps, with an end of the connection before its statement of that number. */
  const killed = async (file: string, before: number): Promise<number> => {
    const database = new Database(file);
    database.pragma('journal_mode = WAL');
    // Nothing is lost that matters here, where only the program ends.
    database.pragma('synchronous = OFF');
    let statements = 0;
    const mortal: SqliteDatabase = {
      prepare: (text) => {
        statements++;
        if (statements === before) database.close();
        return database.prepare(text);
      },
      close: () => database.close(),
    };
    const { toLatest, close } = migrator(migratingDialect(mortal), { prefix, steps: afterNext });
    const taken = toLatest();
    if (before <= 0) await taken;
    else await expect(taken).rejects.toThrow('could not be migrated');
    await close();
    return statements;
  };

  it('leaves whole steps behind at whatever statement, and is completed by the next start', async () => {
    const never = 0;
    const whole = newFile();
    const statements = await killed(whole, never);
    const between = [formOf(newEmptyFile())];
    for (let taken = 1; taken <= afterNext.length; taken++)
      between.push(formOf(await migrated(afterNext.slice(0, taken))));
    expect(formOf(whole)).toEqual(between.at(-1));

    const met = new Set<number>();
    for (let statement = 1; statement <= statements; statement++) {
      const file = newFile();
      await killed(file, statement);
      const form = formOf(file);
      const at = between.findIndex((one) => JSON.stringify(one) === JSON.stringify(form));
      met.add(at);
      expect(await prepare(file, 'auto', { prefix, steps: afterNext })).toEqual(
        afterNext.slice(at).map(({ name }) => name),
      );
      expect(formOf(file)).toEqual(between.at(-1));
    }
    expect(met).toEqual(new Set(between.keys()));
  });
});

const policies: readonly Migrate[] = ['auto', 'check', 'off'];

describe('a database that a newer release has migrated', () => {
  it('is run on by the release before, which has nothing to migrate', async () => {
    const file = await migrated(next);
    const before = formOf(file);
    for (const migrate of policies) {
      expect(await prepare(file, migrate, { prefix })).toEqual([]);
      const store = await openSqlite({ file, migrate });
      expect(await store.read(({ records }) => records.installation())).toBeUndefined();
      await store.close();
    }
    expect(formOf(file)).toEqual(before);
  });

  it('is refused, and stays as it was, where the release before is no longer let in', async () => {
    const file = await migrated(afterNext);
    const bytes = readFileSync(file);
    for (const migrate of policies)
      await expect(openSqlite({ file, migrate })).rejects.toThrow(
        `too old for the database: it knows ${now} of the ${now + 1} steps`,
      );
    expect(readFileSync(file)).toEqual(bytes);
    // The one that was let in still is.
    expect(await prepare(file, 'check', { prefix, steps: next })).toEqual([]);
  });

  it('is refused while the newer one writes to it, and what that has written stays', async () => {
    const file = await migrated(released);
    const newer = new Database(file);
    newer.exec('UPDATE tenantry_schema_version SET version = 99, oldest = 99');
    const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    expect(log.length).toBeGreaterThan(0);
    for (const migrate of policies)
      await expect(openSqlite({ file, migrate })).rejects.toThrow('of the 99 steps');
    expect(readFileSync(file)).toEqual(bytes);
    expect(readFileSync(`${file}-wal`)).toEqual(log);
    newer.close();
  });

  it('is refused by who was about to migrate it', async () => {
    const file = await migrated(next);
    const database = new Database(file);
    const { toLatest, close } = migrator(migratingDialect(database), { prefix });
    expect(await toLatest()).toEqual([]);
    database.exec('UPDATE tenantry_schema_version SET version = 99, oldest = 99');
    const refused = await toLatest().catch((error: unknown) => error);
    expect(refused).toMatchObject({ cause: { message: expect.stringContaining('too old') } });
    await close();
  });
});

describe('a database that an older release has left', () => {
  it('is refused by check, taken as it is by off, and keeps its rows under auto', async () => {
    const file = await migrated(released);
    const database = new Database(file);
    database.exec(
      `INSERT INTO tenantry_account (id, address, kind, path, depth, name, name_key, status,
         may_have_sub_accounts, version, created_at, updated_at)
       VALUES ('1', 'root', 'master', '1', 1, 'Root', 'Root', 'active', 1, 1, '', '')`,
    );
    const form = formOf(file);
    const options = { prefix, steps: afterNext };
    await expect(prepare(file, 'check', options)).rejects.toThrow('run "tenantry migrate"');
    expect(await prepare(file, 'off', options)).toEqual([]);
    expect(formOf(file)).toEqual(form);
    expect(await prepare(file, 'auto', options)).toEqual(['9001-expand', '9002-contract']);
    expect(await prepare(file, 'auto', options)).toEqual([]);
    expect(database.prepare('SELECT name, nick FROM tenantry_account').all()).toEqual([
      { name: 'Root', nick: 'Root' },
    ]);
    database.close();
  });

  it('is migrated also where a program was killed before it was a log that is written ahead', async () => {
    const file = newFile();
    const dying = new Database(`${file}-dying`);
    dying.exec('CREATE TABLE host (text TEXT); PRAGMA cache_size = 1; BEGIN');
    const insert = dying.prepare('INSERT INTO host VALUES (?)');
    for (let row = 0; row < 1000; row++) insert.run('x'.repeat(100));
    copyFileSync(`${file}-dying`, file);
    copyFileSync(`${file}-dying-journal`, `${file}-journal`);
    dying.close();
    expect(await prepare(file, 'auto', { prefix })).toHaveLength(now);
    const database = new Database(file, { readonly: true });
    expect(database.prepare('SELECT count(*) AS n FROM host').get()).toEqual({ n: 0 });
    database.close();
  });
});

function newEmptyFile(): string {
  const file = newFile();
  new Database(file).exec('VACUUM').close();
  return file;
}
