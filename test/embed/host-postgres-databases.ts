import { setImmediate as turn } from 'node:timers/promises';
import type { Persistence } from '@tenantry/domain';
import { fromPgClient, openPostgres, type PostgresOptions } from '@tenantry/postgres';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { emptyDatabase } from '../postgres/server.ts';
import { type Host, type HostKind, onKysely, type Tables } from './host-databases.ts';

type Given = Pick<PostgresOptions, 'prefix' | 'schema'> & Pick<pg.PoolConfig, 'types'>;

interface OpenDatabase {
  readonly pool: pg.Pool;
  readonly persistence: Persistence;
}

const opened = new Map<Given, Promise<OpenDatabase>>();

/**
 * A pool of the host's on a database in which we have our tables, with nothing in either; the same
 * each time, since to make one takes longer than most of what is tried on it.
 */
export const openDatabase = async (given: Given): Promise<OpenDatabase> => {
  const database = opened.get(given) ?? openAnew(given);
  opened.set(given, database);
  const { pool } = await database;
  const { rows } = await pool.query(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
      AND tablename NOT LIKE '%schema_version'`);
  // In one statement, after which all that refers to something is gone with it.
  const deletes = rows.map(({ name }, at) => `t${at} AS (DELETE FROM ${name})`);
  await pool.query(`WITH ${deletes.join(', ')} SELECT`);
  return database;
};

async function openAnew({ types, ...options }: Given): Promise<OpenDatabase> {
  const url = await emptyDatabase();
  const pool = new pg.Pool({ connectionString: url, ...(types && { types }) });
  await pool.query('CREATE TABLE note (text text NOT NULL, at serial)');
  const persistence = await openPostgres({ url, migrate: 'auto', poolSize: 4, ...options });
  return { pool, persistence };
}

/** To be called once no test needs them any more. */
export const closeDatabases = async (): Promise<void> => {
  for (const database of opened.values()) {
    const { pool, persistence } = await database;
    await persistence.close();
    await pool.end();
  }
  opened.clear();
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

const { INT4, INT8 } = pg.types.builtins;
const wholeNumbers: readonly number[] = [INT4, INT8];

/** What a host makes of whole numbers and truth is its own affair. */
const types = {
  getTypeParser: (type: number) => (text: string) =>
    wholeNumbers.includes(type) ? BigInt(text) : text,
};

export const plain: Given = {};
const unusual: Given = { types, prefix: 'our_', schema: 'ours' };

const byClient = async (): Promise<Host> => {
  const { pool, persistence } = await openDatabase(unusual);
  return { persistence, ...byHand(pool) };
};

const byKysely = async (): Promise<Host> => {
  const { pool, persistence } = await openDatabase(plain);
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
    open: byClient,
  },
  { name: 'kysely on PostgreSQL, with names in camel case', tick: turn, step: 20, open: byKysely },
];
