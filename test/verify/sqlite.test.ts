import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks, type Ready, verify } from '@tenantry/sql';
import { migrateSqlite, openSqlite, verifySqlite } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { rounds } from '../rounds.ts';
import { tables } from './broad-plants.ts';
import { type Filled, fill, initialise } from './filled.ts';
import { maintained } from './maintained.ts';
import { plantLaws } from './plant-laws.ts';
import { all, linesOf, type Stage } from './stage.ts';
import { writtenBeside } from './written-beside.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-verify-'));
const file = join(folder, 'a.db');
let stage: Stage & { readonly filled: Filled };
let bare: Database.Database;

beforeAll(async () => {
  const store = await openSqlite({ file, migrate: 'auto' });
  const filled = await fill(store);
  // As a kill leaves it: all is in the log still, and the file has next to nothing.
  for (const suffix of ['', '-wal'])
    copyFileSync(file + suffix, join(folder, `killed.db${suffix}`));
  await store.close();
  copyFileSync(file, join(folder, 'bare.db'));
  bare = new Database(join(folder, 'bare.db'));
  bare.pragma('foreign_keys = OFF');
  // Made of a query, a table has rows alone, and no constraint or index.
  for (const table of tables)
    bare.exec(`create table bare as select * from tenantry_${table};
      drop table tenantry_${table};
      alter table bare rename to tenantry_${table}`);
  stage = { filled, planted };
});

afterAll(() => {
  bare.close();
  rmSync(folder, { recursive: true, force: true });
});

const planted: Stage['planted'] = async (statements) => {
  bare.exec('begin');
  bare.exec(statements.join(';'));
  const found = await all(
    verify({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
      prefix: 'tenantry_',
      now: () => new Date(),
      run: async <Row>({ sql, parameters }: Ready<Row>) =>
        bare.prepare<unknown[], Row>(sql).all(...parameters),
    }),
  );
  bare.exec('rollback');
  return found;
};

/** The file once more, changed by a connection that may do anything. */
const changed = (change: (database: Database.Database) => void): string => {
  const copy = join(emptyFolder(), 'a.db');
  copyFileSync(file, copy);
  const database = new Database(copy);
  database.pragma('foreign_keys = OFF');
  change(database);
  database.close();
  return copy;
};

const found = (name: string) => linesOf(verifySqlite({ file: name }));

describe('a SQLite file', () => {
  plantLaws(() => stage);

  it('has no key, unique or foreign, that is not checked', () => {
    const database = new Database(file, { readonly: true });
    onTestFinished(() => void database.close());
    const known = checks.map(({ table, column = '' }) => `${table}.${column}`);
    const keys = database
      .prepare<unknown[], { readonly key: string }>(
        `select replace(t.name, 'tenantry_', '') || '.' || f."from" as key
            from pragma_table_list as t join pragma_foreign_key_list(t.name) as f
          union select replace(t.name, 'tenantry_', '') || '.' ||
              (select group_concat(name, '+') from pragma_index_info(i.name))
            from pragma_table_list as t join pragma_index_list(t.name) as i where i."unique"`,
      )
      .all();
    expect(keys.length).toBeGreaterThan(30);
    expect(keys.map(({ key }) => key).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('is found damaged where SQLite says so', async () => {
    const damaged = changed((database) => {
      database.unsafeMode();
      database.pragma('writable_schema = ON');
      database.exec("delete from sqlite_schema where name = 'tenantry_event_account'");
    });
    const lines = await found(damaged);
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(line).toMatch(/^INV3 damage to the file: sqlite_schema /);
  });

  it('is asked for orphans by keys that are not ours, in tables with our prefix alone', async () => {
    const lines = await found(
      changed((database) => {
        for (const name of ['tenantry_more', 'more'])
          database.exec(`create table ${name} (account_id text references tenantry_account(id));
            insert into ${name} values ('x')`);
      }),
    );
    expect(lines).toEqual(['INV3 orphan by a key of another: more.account_id 1']);
  });

  it('is asked for orphans in our tables alone where they have no prefix', async () => {
    const own = join(emptyFolder(), 'a.db');
    await migrateSqlite({ file: own, prefix: '' });
    const database = new Database(own);
    database.pragma('foreign_keys = OFF');
    database.exec(`create table more (account_id text references account(id));
      insert into more values ('x');
      alter table tries add column account_id text references account(id);
      insert into tries values ('x', 1, '', 'x')`);
    database.close();
    const lines = await linesOf(verifySqlite({ file: own, prefix: '' }));
    expect(lines.filter((line) => line.includes('orphan'))).toEqual([
      'INV3 orphan by a key of another: tries.account_id 1',
    ]);
  });

  it('is left as it is, also where a program was killed on it', async () => {
    for (const left of [file, join(folder, 'killed.db')]) {
      const before = readFileSync(left);
      expect(await found(left)).toEqual([]);
      expect(readFileSync(left).equals(before)).toBe(true);
    }
  });

  it('tells nothing that is in order while others write', async () => {
    const copy = changed(() => undefined);
    const store = await openSqlite({ file: copy });
    const told = await writtenBeside(store, stage.filled, async () => {
      const lines: string[] = [];
      for (let round = 0; round < rounds(3); round++) lines.push(...(await found(copy)));
      return lines;
    });
    await store.close();
    expect(told).toEqual([]);
  });

  it('tells nothing once what is over was forgotten', async () => {
    const copy = changed(() => undefined);
    const store = await openSqlite({ file: copy });
    await maintained(store);
    await store.close();
    expect(await found(copy)).toEqual([]);
  });

  it('is refused in a line that says what helps', async () => {
    const missing = join(emptyFolder(), 'a.db');
    await expect(found(missing)).rejects.toThrow(
      `there is no database ${missing}: "tenantry init"`,
    );
    expect(readdirSync(join(missing, '..'))).toEqual([]);
    const outdated = join(emptyFolder(), 'a.db');
    new Database(outdated).close();
    await expect(found(outdated)).rejects.toThrow('run "tenantry migrate"');
    const newer = changed((database) =>
      database.exec('update tenantry_schema_version set version = version + 1'),
    );
    await expect(found(newer)).rejects.toThrow('install a newer version');
    await expect(migrateSqlite({ file: newer })).resolves.toEqual([]);
  });

  it('is read by its prefix', async () => {
    const own = { file: join(emptyFolder(), 'a.db'), prefix: 'own_' };
    const store = await openSqlite({ ...own, migrate: 'auto' });
    await initialise(store);
    await store.close();
    expect(await linesOf(verifySqlite(own))).toEqual([]);
    await expect(found(own.file)).rejects.toThrow('not up to date');
  });
});
