import { StoreUnavailable } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import * as postgresStore from '@tenantry/postgres';
import * as sqlite from '@tenantry/sqlite';
import { describe, expect, it } from 'vitest';
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts';
import { openStore } from './open-store.ts';
import type { Stores } from './store-packages.ts';
import { migrateOver } from './stores.ts';

/** What Node throws for `import('<name>')` where there is no such package. */
const missing = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /app/stores.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  );

const none: Stores = {
  memory: missing('@tenantry/memory'),
  sqlite: missing('@tenantry/sqlite'),
  postgres: missing('@tenantry/postgres'),
};

const asIs = { migrate: 'check' } as const;

const postgres = (
  url: string,
  { host = 'db.test', port = 5432, database = 'tenantry', hasPassword = false } = {},
) => [url, { kind: 'postgres', url, host, port, database, hasPassword }] as const;

describe('the URL of a database', () => {
  it.each<readonly [string, DatabaseUrl]>([
    ['memory:', { kind: 'memory' }],
    ['sqlite:./tenantry.db', { kind: 'sqlite', file: './tenantry.db' }],
    ['sqlite:tenantry.db', { kind: 'sqlite', file: 'tenantry.db' }],
    ['sqlite:/var/lib/a b.db', { kind: 'sqlite', file: '/var/lib/a b.db' }],
    ['sqlite:///var/lib/a.db', { kind: 'sqlite', file: '/var/lib/a.db' }],
    ['sqlite:C:\\data\\a.db', { kind: 'sqlite', file: 'C:\\data\\a.db' }],
    postgres('postgres://db.test/tenantry'),
    postgres('PostgreSQL://jane@db.test/tenantry'),
    postgres('postgres://jane:p%23%2F%3Fss@db.test:6432/tenantry', {
      port: 6432,
      hasPassword: true,
    }),
    postgres('postgres://jane:p@ss@db.test/tenantry', { hasPassword: true }),
    postgres('postgres://[::1]:5433/a%20b', { host: '::1', port: 5433, database: 'a b' }),
    postgres('postgres://%2Frun%2Fpostgresql/tenantry', { host: '/run/postgresql' }),
    postgres('postgres://db.test/tenantry?sslmode=verify-full&application_name=a%20b'),
  ])('%s', (url, value) => {
    expect(parseDatabaseUrl(url)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    'memory',
    'memory:x',
    'sqlite',
    'sqlite:',
    'sqlite://tenantry.db',
    'sqlite::memory:',
    'sqlite:file:a.db?mode=memory',
    'sqlite:a\0b',
    './tenantry.db',
    'mysql://user:hunter2@db.test/tenantry',
    'postgres:',
    'postgres:tenantry',
    'postgres://db.test',
    'postgres://db.test/',
    'postgres:///tenantry',
    'postgres://db.test/a/b',
    'postgres://db.test/a%2Fb',
    'postgres://db.test/a%3Fb',
    'postgres://db.test:0/tenantry',
    'postgres://a.test,b.test/tenantry',
    // A password that was not written as a URL has it, and what is left of the rest.
    'postgres://user:12#hunter2@db.test/tenantry',
    'postgres://user:12/hunter2@db.test/tenantry',
    'postgres://user:12?hunter2@db.test/tenantry',
    'postgres://user:hunter2%@db.test/tenantry',
    'postgres://user:hunter2%ff@db.test/tenantry',
    'postgres://user:hunter\n2@db.test/tenantry',
    'postgres://user:hunter 2@db.test/tenantry',
    'postgres://user:hunter2#@db.test/tenantry',
    'postgres://db.test/tenantry#',
    'postgres://db.test/tenantry?host=other.test',
    'postgres://db.test/tenantry?password=hunter2',
    'postgres://db.test/tenantry?statement_timeout=0',
    'postgres://db.test/tenantry?options=-c%20fsync%3Doff',
    'postgres://db.test/tenantry?sslmode=require',
    'postgres://db.test/tenantry?sslmode=disable&sslmode=verify-full',
  ])('refuses %j by name, without repeating it', async (database) => {
    const fault = await openStore({ ...asIs, database }, none).catch((thrown: unknown) => thrown);
    expect(String(fault)).toMatch(/^Error: TENANTRY_DATABASE: must [^\n]+$/);
    expect(String(fault)).not.toContain('hunter2');
  });
});

describe('the store of a database', () => {
  it.each([
    ['memory:', '@tenantry/memory'],
    ['sqlite:./tenantry.db', '@tenantry/sqlite'],
    ['postgres://db.test/tenantry', '@tenantry/postgres'],
  ])('says for %s which package to install', async (database, name) => {
    await expect(openStore({ ...asIs, database }, none)).rejects.toThrow(
      `TENANTRY_DATABASE: ${database.split(':')[0]}: needs the package ${name}; please install it`,
    );
  });

  it('has nothing to migrate in memory, and refuses what it could not open', async () => {
    expect(await migrateOver('memory:', none)).toEqual([]);
    await expect(migrateOver('mysql:x', none)).rejects.toThrow(/^TENANTRY_DATABASE: must /);
  });

  it('passes on any other fault of a package', async () => {
    const inside = missing('better-sqlite3');
    const faulty = { ...none, sqlite: inside };
    const opening = openStore({ ...asIs, database: 'sqlite:a.db' }, faulty);
    await expect(opening).rejects.toThrow(/'better-sqlite3'/);
  });

  it('is given the file and what to do about an outdated one, and loads no other', async () => {
    const opened: unknown[] = [];
    const figures = { open: 0, idle: 0, waiting: 0 };
    const store = { ...memoryPersistence(), fits: async () => {}, connections: () => figures };
    const open = async (options: unknown) => {
      opened.push(options);
      return store;
    };
    const migrate = async (options: unknown) => {
      opened.push(options);
      return ['first'];
    };
    const stores: Stores = {
      ...none,
      sqlite: async () => ({ ...sqlite, openSqlite: open, migrateSqlite: migrate }),
      postgres: async () => ({ ...postgresStore, openPostgres: open, migratePostgres: migrate }),
    };
    const file = { database: 'sqlite:./a.db', migrate: 'auto', demandDurable: true } as const;
    expect(await openStore(file, stores)).toMatchObject(store);
    expect(await migrateOver(file.database, stores)).toEqual(['first']);
    const url = 'postgres://jane:hunter2@db.test/tenantry';
    await openStore({ database: url, migrate: 'check' }, stores);
    await openStore({ database: url, migrate: 'off', poolSize: 3, demandDurable: true }, stores);
    expect(await migrateOver(url, stores)).toEqual(['first']);
    expect(opened).toEqual([
      { file: './a.db', migrate: 'auto' },
      { file: './a.db' },
      { url, migrate: 'check', demandDurable: false },
      { url, migrate: 'off', poolSize: 3, demandDurable: true },
      { url },
    ]);
    await store.close();
  });

  it('is unavailable where its package says so, and a fault for all else', async () => {
    const opening = (fault: Error) =>
      openStore(
        { ...asIs, database: 'postgres://jane:hunter2@db.test/tenantry' },
        {
          ...none,
          postgres: async () => ({
            ...postgresStore,
            openPostgres: () => Promise.reject(fault),
          }),
        },
      ).catch((thrown: unknown) => thrown);
    const away = await opening(new StoreUnavailable('cannot be reached'));
    expect(away).toBeInstanceOf(StoreUnavailable);
    const broken = await opening(new Error('no such role'));
    expect(broken).not.toBeInstanceOf(StoreUnavailable);
    for (const fault of [away, broken])
      expect(fault).toMatchObject({ message: 'TENANTRY_DATABASE cannot be opened' });
  });
});
