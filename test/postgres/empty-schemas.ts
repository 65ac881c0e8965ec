import type { Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import pg from 'pg';
import { emptyDatabase } from './server.ts';

/**
 * Opens stores with nothing in them, each in a schema of its own and all over one pool. A schema
 * whose store was closed is emptied and used again: to make one, and to connect for each, takes
 * longer than most of what is tried on them. In a database of the server that all tests share, where
 * no URL of another one is given.
 */
export const emptySchemas = async (url?: string) => {
  const pool = new pg.Pool({
    connectionString: url ?? (await emptyDatabase()),
    max: 50,
    pipeline: true,
    idleTimeoutMillis: 0,
  });
  pool.on('error', () => undefined);
  const free: string[] = [];
  let made = 0;

  /** By schema: what its tables are called stays as it is, and to ask takes as long as to empty them. */
  const emptying = new Map<string, string>();

  const emptyingOf = async (schema: string): Promise<string> => {
    const { rows } = await pool.query<{ readonly name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname = $1 AND tablename NOT LIKE '%schema_version'`,
      [schema],
    );
    // In one statement, after which all that refers to something is gone with it.
    const deletes = rows.map(({ name }, at) => `t${at} AS (DELETE FROM ${name})`);
    return `WITH ${deletes.join(', ')} SELECT`;
  };

  const empty = async (schema: string): Promise<void> => {
    const statement = emptying.get(schema) ?? (await emptyingOf(schema));
    emptying.set(schema, statement);
    await pool.query(statement);
  };

  return {
    pool,
    open: async (): Promise<Persistence> => {
      const used = free.pop();
      const schema = used ?? `store_${made++}`;
      const migrate = used === undefined ? 'auto' : 'off';
      const store = await openPostgres({ pool, schema, migrate });
      const giveBack = async (): Promise<void> => {
        await store.close();
        await empty(schema);
        free.push(schema);
      };
      let closing: Promise<void> | undefined;
      return { ...store, close: () => (closing ??= giveBack()) };
    },
    close: () => pool.end(),
  };
};
