import { inspect } from 'node:util';
import { defaultPolicy, StoreUnavailable } from '@tenantry/domain';
import { migratePostgres, openPostgres } from '@tenantry/postgres';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyDatabase, onServer } from './server.ts';

const installation = { policy: defaultPolicy, secretCheck: 'x', createdAt: new Date(0) };

describe('a PostgreSQL database', () => {
  it('is refused where it is outdated, naming the command, and stays as it was', async () => {
    const url = await emptyDatabase();
    await expect(openPostgres({ url })).rejects.toThrow('tenantry migrate');
    const tables = await onServer(url, (client) =>
      client.query("SELECT 1 FROM pg_tables WHERE tablename LIKE 'tenantry%'"),
    );
    expect(tables.rows).toEqual([]);
    expect(await migratePostgres({ url })).toHaveLength(1);
    expect(await migratePostgres({ url })).toEqual([]);
    await (await openPostgres({ url })).close();
  });

  it('is migrated once when twenty open it at the same moment', async () => {
    const url = await emptyDatabase();
    const stores = await Promise.all(
      Array.from({ length: 20 }, () => openPostgres({ url, migrate: 'auto', schema: 'estate' })),
    );
    for (const store of stores) await store.close();
    expect(await migratePostgres({ url, schema: 'estate' })).toEqual([]);
  });

  it('keeps prefix and schema, so that several live in one and none sees another', async () => {
    const url = await emptyDatabase();
    const places = [
      { prefix: 'one_' },
      { prefix: 'two_' },
      { prefix: '', schema: 'Ten "ants"' },
      { prefix: 'one_', schema: 'estate' },
    ];
    const stores = await Promise.all(
      places.map((place) => openPostgres({ url, migrate: 'auto', ...place })),
    );
    for (const [at, store] of stores.entries()) {
      expect(await store.read(({ records }) => records.installation())).toBeUndefined();
      const mine = { ...installation, secretCheck: `of ${at}` };
      const added = await store.transact(({ records }) => records.addInstallation(mine));
      expect(added.ok).toBe(true);
    }
    for (const [at, store] of stores.entries()) {
      const found = await store.read(({ records }) => records.installation());
      expect(found?.secretCheck).toBe(`of ${at}`);
      await store.close();
    }
  });

  it('may be had over a pool of the host, with the limits of a store and left as it was', async () => {
    const url = await emptyDatabase();
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    pool.on('error', () => undefined);
    onTestFinished(() => pool.end());
    const store = await openPostgres({ pool, migrate: 'auto' });
    await Promise.all(
      Array.from({ length: 10 }, () =>
        store.read(({ records }) => Promise.all([1, 2].map(() => records.installation()))),
      ),
    );
    const added = await store.transact(({ records }) => records.addInstallation(installation));
    expect(added.ok).toBe(true);
    expect(await store.read(({ records }) => records.installation())).toEqual(installation);
    await store.close();
    const { rows } = await pool.query('SHOW lock_timeout');
    expect(rows).toEqual([{ lock_timeout: '0' }]);
  });

  it('that cannot be reached is unavailable, and its password is told to nobody', async () => {
    const password = 'hunter2';
    const refusals: readonly [string, object][] = [
      [`postgres://jane:${password}@127.0.0.1:1/x`, StoreUnavailable],
      [`postgres://jane:${password}@127.0.0.1:port/x`, TypeError],
      [wrong(await emptyDatabase(), password), Error],
    ];
    for (const [url, kind] of refusals) {
      const refused = await openPostgres({ url }).catch((fault: unknown) => fault);
      expect(refused).toBeInstanceOf(kind);
      expect(inspect(refused, { depth: 10, showHidden: true })).not.toContain(password);
    }
  });

  it('that nobody can talk to as the URL says is a fault, and no matter of waiting', async () => {
    const url = await emptyDatabase();
    const refused = await openPostgres({ url: `${url}?sslmode=no-verify` }).catch(
      (fault: unknown) => fault,
    );
    expect(refused).not.toBeInstanceOf(StoreUnavailable);
    expect(inspect(refused)).toContain('does not support SSL');
    const none = await openPostgres({ url: wrong(url, '') }).catch((fault: unknown) => fault);
    expect(none).not.toBeInstanceOf(StoreUnavailable);
    expect(none).toMatchObject({ message: 'the database asks for a password, and none was given' });
  });

  it('is open to a role that may read its tables alone', async () => {
    const url = await emptyDatabase();
    await migratePostgres({ url, schema: 'estate' });
    const role = `${new URL(url).pathname.slice(1)}_reader`;
    await onServer(url, (client) =>
      client.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA estate TO ${role};
        GRANT SELECT ON ALL TABLES IN SCHEMA estate TO ${role}`),
    );
    const pool = new pg.Pool({ connectionString: url, options: `-c role=${role}` });
    pool.on('error', () => undefined);
    onTestFinished(() => pool.end());
    const store = await openPostgres({ pool, schema: 'estate' });
    expect(await store.read(({ accounts }) => accounts.masters('installation'))).toEqual([]);
    await expect(
      store.transact(({ records }) => records.addInstallation(installation)),
    ).rejects.toThrow('permission denied');
    await store.close();
  });

  it('must be durable where that is demanded', async () => {
    const url = await emptyDatabase();
    await onServer(url, (client) =>
      client.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`),
    );
    await (await openPostgres({ url, migrate: 'auto' })).close();
    await expect(openPostgres({ url, demandDurable: true })).rejects.toThrow(
      'synchronous_commit must not be off',
    );
  });
});

function wrong(url: string, password: string): string {
  const other = new URL(url);
  other.password = password;
  return other.href;
}
