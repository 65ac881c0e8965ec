import { join } from 'node:path';
import { migratePostgres, openPostgres, postgresMigrationSql } from '@tenantry/postgres';
import { migrateSqlite, openSqlite, sqliteMigrationSql } from '@tenantry/sqlite';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { postgresForm, sqliteForm } from './form.ts';
import { printedByNext } from './processes.ts';

/** The steps of a printed text that this release does not know, printed by the next one. */
const beyond = (all: string, known: string): string => {
  expect(all.startsWith(known)).toBe(true);
  return all.slice(known.length);
};

describe('the printed steps, run on SQLite by a tool of the host', () => {
  it('give what migrating gives, and the file opens with check', async () => {
    const [byHost, byUs] = [join(emptyFolder(), 'a.db'), join(emptyFolder(), 'a.db')];
    const text = await sqliteMigrationSql();
    expect(await sqliteMigrationSql()).toBe(text);
    const database = new Sqlite(byHost);
    database.exec('CREATE TABLE host (text TEXT)');
    database.exec(`BEGIN; ${text} COMMIT`);
    database.exec('DROP TABLE host');
    await migrateSqlite({ file: byUs });
    expect(sqliteForm(byHost)).toEqual(sqliteForm(byUs));
    await (await openSqlite({ file: byHost, migrate: 'check' })).close();
    expect(await migrateSqlite({ file: byHost })).toEqual([]);

    database.exec(beyond(printedByNext(`sqlite:${byUs}`), text));
    expect(sqliteForm(byHost).version).toEqual([{ id: 1, version: 2, oldest: 1 }]);
    await (await openSqlite({ file: byHost, migrate: 'check' })).close();
    database.close();
  });

  it('live beside another installation, under another prefix', async () => {
    const file = join(emptyFolder(), 'a.db');
    await migrateSqlite({ file });
    const database = new Sqlite(file);
    database.exec(await sqliteMigrationSql({ prefix: "it's_" }));
    database.close();
    const beside = await openSqlite({ file, migrate: 'check', prefix: "it's_" });
    expect(await beside.read(({ records }) => records.installation())).toBeUndefined();
    await beside.close();
  });
});

describe('the printed steps, run on PostgreSQL by a tool of the host', () => {
  it('give what migrating gives, and the database opens with check', async () => {
    const [byHost, byUs] = [await emptyDatabase(), await emptyDatabase()];
    const text = await postgresMigrationSql();
    expect(await postgresMigrationSql()).toBe(text);
    await migratePostgres({ url: byUs });
    const form = await onServer(byUs, (client) => postgresForm(client));
    await onServer(byHost, async (client) => {
      await client.query(text);
      expect(await postgresForm(client)).toEqual(form);
      await (await openPostgres({ url: byHost, migrate: 'check' })).close();
      expect(await migratePostgres({ url: byHost })).toEqual([]);

      await client.query(beyond(printedByNext(byUs), text));
      expect((await postgresForm(client)).version).toEqual([{ id: 1, version: 2, oldest: 1 }]);
      await (await openPostgres({ url: byHost, migrate: 'check' })).close();
    });
  });

  it('live in a schema of their own, beside another installation', async () => {
    const url = await emptyDatabase();
    const schema = 'of_tenantry';
    await migratePostgres({ url });
    await onServer(url, async (client) => {
      const form = await postgresForm(client);
      await expect(openPostgres({ url, schema })).rejects.toThrow('run "tenantry migrate"');
      await client.query(await postgresMigrationSql({ schema }));
      expect(await postgresForm(client, schema)).toEqual(form);
      expect(await postgresForm(client)).toEqual(form);
    });
    await (await openPostgres({ url, schema })).close();
  });
});
