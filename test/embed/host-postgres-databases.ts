import { setImmediate as turn } from 'node:timers/promises';
import { fromPgClient, openPostgres, type PostgresOptions } from '@tenantry/postgres';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { emptyDatabase } from '../postgres/server.ts';
import { type Host, type HostKind, onKysely, type Tables } from './host-databases.ts';

type Given = Pick<PostgresOptions, 'prefix' | 'schema'> & Pick<pg.PoolConfig, 'types'>;

/** A pool of the host's on a database in which we have our tables. */
export const openDatabase = async ({ types, ...options }: Given = {}) => {
  const url = await emptyDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 3, ...(types && { types }) });
  onTestFinished(() => pool.end());
  await pool.query('CREATE TABLE note (text text NOT NULL, at serial)');
  const persistence = await openPostgres({ url, migrate: 'auto', poolSize: 4, ...options });
  onTestFinished(() => persistence.close());
  return { url, pool, persistence };
};

/** BEGIN and COMMIT of the host's own. */
export const byHand = (pool: pg.Pool, begin = 'BEGIN'): Omit<Host, 'persistence'> => ({
  notes: async () => {
    const { rows } = await pool.query('SELECT text FROM note ORDER BY at');
    return rows.map(({ text }) => String(text));
  },
  inTransaction: async (work) => {
    const client = await pool.connect();
    try {
      await client.query(begin);
      const result = await work({
        tx: fromPgClient(client),
        note: async (text) => {
          await client.query('INSERT INTO note VALUES ($1)', [text]);
        },
        run: async (text) => {
          await client.query(text);
        },
      });
      await client.query('COMMIT');
      return result;
    } catch (fault) {
      await client.query('ROLLBACK');
      throw fault;
    } finally {
      client.release();
    }
  },
});

const opened = async (given: Given): Promise<Host> => {
  const { pool, persistence } = await openDatabase(given);
  return { persistence, ...byHand(pool) };
};

const { INT4, INT8 } = pg.types.builtins;
const wholeNumbers: readonly number[] = [INT4, INT8];

/** What a host makes of whole numbers and truth is its own affair. */
const types = {
  getTypeParser: (type: number) => (text: string) =>
    wholeNumbers.includes(type) ? BigInt(text) : text,
};

const byKysely = async (): Promise<Host> => {
  const { pool, persistence } = await openDatabase();
  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
  return { persistence, ...onKysely(kysely) };
};

export const postgresHosts: readonly HostKind[] = [
  {
    name: 'pg, with parsers, a prefix and a schema of its own',
    tick: turn,
    step: 20,
    open: () => opened({ types, prefix: 'our_', schema: 'ours' }),
  },
  { name: 'kysely on PostgreSQL, with names in camel case', tick: turn, step: 20, open: byKysely },
];
