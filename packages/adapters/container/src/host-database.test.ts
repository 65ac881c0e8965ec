import { memoryPersistence } from '@tenantry/memory';
import * as sqliteStore from '@tenantry/sqlite';
import { describe, expect, it } from 'vitest';
import type { HostDatabase } from './host-database.ts';
import { openApplication } from './open-application.ts';
import { openStore } from './open-store.ts';
import { ports } from './ports.ts';
import { installed } from './store-packages.ts';

const config = { publicUrl: 'http://localhost', secret: 'the secret of this installation alone' };

describe('what a host has of its own', () => {
  it('is refused where it is no database', async () => {
    const databases: readonly object[] = [{}, { connect: () => {} }, { totalCount: 1 }];
    for (const database of databases)
      await expect(
        Reflect.apply(openStore, undefined, [{ database, migrate: 'off' }]),
      ).rejects.toThrow(
        'database: must be a URL, a pool of pg, or a handle of better-sqlite3 or a kysely on SQLite',
      );
    await expect(
      Reflect.apply(openStore, undefined, [{ database: 'memory:', schema: 'x' }]),
    ).rejects.toThrow('PostgreSQL alone has schemas');
  });

  it('is opened over its pool, by the names that it wants', async () => {
    const pool: HostDatabase = { connect: async () => ({}), totalCount: 0 };
    const asked: unknown[] = [];
    const stores = {
      ...installed,
      postgres: async () => ({
        ...(await installed.postgres()),
        openPostgres: async (given: unknown) => {
          asked.push(given);
          return { ...memoryPersistence(), fits: async () => {}, connections: () => undefined };
        },
      }),
    };
    const names = { prefix: 'our_', schema: 'ours' };
    await openStore({ database: pool, migrate: 'auto', poolSize: 3, ...names }, stores);
    expect(asked).toEqual([{ pool, migrate: 'auto', demandDurable: false, ...names }]);
  });

  it('is a transaction of the database that the store is in, or is refused', async () => {
    const handle = { inTransaction: true, pragma: () => [{ name: 'main', file: '/host.db' }] };
    const stores = {
      ...installed,
      sqlite: async () => ({
        ...sqliteStore,
        openSqlite: async () => ({ ...memoryPersistence(), fits: async () => {} }),
      }),
    };
    const store = await openStore({ database: handle, migrate: 'off' }, stores);
    expect(() => store.txOf?.({ getTransactionStatus: () => 'T' })).toThrow(
      'txOf takes trx of a kysely on SQLite, or a handle of better-sqlite3',
    );
    const { txOf, close } = await openApplication({ ...config, database: 'memory:' });
    expect(() => txOf(handle)).toThrow('knows no transactions of hosts');
    await close();
  });

  it('binds ports in a container of its own, which keeps what it has', async () => {
    const persistence = memoryPersistence();
    const own = new Map<symbol, unknown>([
      [ports.clock, { now: () => new Date('2030-01-01T00:00:00.000Z') }],
      [ports.persistence, persistence],
    ]);
    const container = {
      isBound: (port: symbol) => own.has(port),
      getAsync: async (port: symbol) => own.get(port),
    };
    const given = { ...config, database: 'memory:', container };
    const { app, close } = await openApplication(given);
    const made = await app.initialise(
      { name: 'Estate', email: 'olga@estate.test' },
      { caller: app.as.operator('olga') },
    );
    expect(made).toMatchObject({ ok: true });
    await close();
    const again = await openApplication(given);
    const found = await again.app.accounts.masters({}, { caller: again.app.as.operator('olga') });
    expect(found).toMatchObject({ value: [{ createdAt: new Date('2030-01-01T00:00:00.000Z') }] });
    await again.close();
  });
});
