import type { Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { emptyDatabase, onServer } from './server.ts';

/**
 * Opens stores with nothing in them, each in a schema of its own. A schema whose store was closed is
 * emptied and used again: to make one takes longer than most that is tried on it.
 */
export const emptySchemas = (poolSize = 10): (() => Promise<Persistence>) => {
  const free: string[] = [];
  let made = 0;
  let database: Promise<string> | undefined;

  return async () => {
    const url = await (database ??= emptyDatabase());
    const schema = free.pop() ?? `store_${made++}`;
    const store = await openPostgres({ url, schema, poolSize, migrate: 'auto' });
    const giveBack = async (): Promise<void> => {
      await store.close();
      await empty(url, schema);
      free.push(schema);
    };
    let closing: Promise<void> | undefined;
    return { ...store, close: () => (closing ??= giveBack()) };
  };
};

const empty = (url: string, schema: string): Promise<unknown> =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ readonly name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = $1 AND tablename NOT LIKE '%schema_version'`,
      [schema],
    );
    return client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
  });
