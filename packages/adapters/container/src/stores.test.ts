import { memoryPersistence } from '@tenantry/memory';
import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from './database-url.ts';
import { migrateStore, openStore, type Stores } from './stores.ts';

/** What Node throws for `import('<name>')` where there is no such package. */
const missing = (name: string) => () =>
  Promise.reject(
    Object.assign(new Error(`Cannot find package '${name}' imported from /app/stores.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    }),
  );

const none: Stores = { memory: missing('@tenantry/memory'), sqlite: missing('@tenantry/sqlite') };

describe('the URL of a database', () => {
  it.each([
    ['memory:', { kind: 'memory' }],
    ['sqlite:./tenantry.db', { kind: 'sqlite', file: './tenantry.db' }],
    ['sqlite:tenantry.db', { kind: 'sqlite', file: 'tenantry.db' }],
    ['sqlite:/var/lib/a b.db', { kind: 'sqlite', file: '/var/lib/a b.db' }],
    ['sqlite:///var/lib/a.db', { kind: 'sqlite', file: '/var/lib/a.db' }],
    ['sqlite:C:\\data\\a.db', { kind: 'sqlite', file: 'C:\\data\\a.db' }],
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
    'postgres://user:hunter2@db.test/tenantry',
  ])('refuses %j by name, without repeating it', async (url) => {
    await expect(openStore(url, 'check', none)).rejects.toThrow(/^TENANTRY_DATABASE: must /);
    await expect(openStore(url, 'check', none)).rejects.not.toThrow(/hunter2/);
  });
});

describe('the store of a database', () => {
  it.each([
    ['memory:', '@tenantry/memory'],
    ['sqlite:./tenantry.db', '@tenantry/sqlite'],
  ])('says for %s which package to install', async (url, name) => {
    await expect(openStore(url, 'check', none)).rejects.toThrow(
      `TENANTRY_DATABASE: ${url.split(':')[0]}: needs the package ${name}; please install it`,
    );
  });

  it('has nothing to migrate in memory, and refuses what it could not open', async () => {
    expect(await migrateStore('memory:', none)).toEqual([]);
    await expect(migrateStore('mysql:x', none)).rejects.toThrow(/^TENANTRY_DATABASE: must /);
  });

  it('passes on any other fault of a package', async () => {
    const inside = missing('better-sqlite3');
    const faulty = { ...none, sqlite: inside };
    await expect(openStore('sqlite:a.db', 'check', faulty)).rejects.toThrow(/'better-sqlite3'/);
  });

  it('is given the file and what to do about an outdated one, and loads no other', async () => {
    const opened: unknown[] = [];
    const store = memoryPersistence();
    const stores: Stores = {
      ...none,
      sqlite: async () => ({
        openSqlite: async (options) => {
          opened.push(options);
          return store;
        },
        migrateSqlite: async (options) => {
          opened.push(options);
          return ['first'];
        },
      }),
    };
    expect(await openStore('sqlite:./a.db', 'auto', stores)).toBe(store);
    expect(await migrateStore('sqlite:./a.db', stores)).toEqual(['first']);
    expect(opened).toEqual([{ file: './a.db', migrate: 'auto' }, { file: './a.db' }]);
    await store.close();
  });
});
