import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Pool } from 'pg';
import { inPostgres, inSqlite, type Parent, populating } from './population.ts';

/** A key whose hash takes the place of what was filled in. */
export interface Stamped {
  readonly id: string;
  readonly text: string;
  readonly hash: string;
}

/**
 * Fills a file that nobody has open. What was written is on disk when it is done: nothing of it is left for
 * the time in which the file is measured.
 */
export const fillSqlite = async (
  file: string,
  count: number,
  parent: Parent,
  keys: readonly Stamped[],
): Promise<void> => {
  const database = new Database(file);
  try {
    database.pragma('foreign_keys = OFF');
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('cache_size = -400000');
    for (const statement of populating(inSqlite, count, parent)) database.exec(statement);
    const stamp = database.prepare('UPDATE tenantry_api_key SET hash = ? WHERE id = ?');
    for (const { id, hash } of keys) demandOne(stamp.run(hash, id).changes);
    database.pragma('locking_mode = NORMAL');
    database.pragma('journal_mode = WAL');
  } finally {
    database.close();
  }
  const written = openSync(file, 'r+');
  fsyncSync(written);
  closeSync(written);
};

interface Index {
  readonly name: string;
  readonly sql: string;
}

/** Tables and indexes are written side by side, without a look at what rows refer to. */
const abreast = {
  max: 3,
  options:
    '-c session_replication_role=replica -c synchronous_commit=off -c maintenance_work_mem=256MB',
};

/**
 * The same on PostgreSQL. Indexes are made anew afterwards, as they were, and its own housekeeping is
 * done at once: else it would begin, as it does a minute after so much was written, while the database is
 * measured.
 */
export const fillPostgres = async (
  url: string,
  count: number,
  parent: Parent,
  keys: readonly Stamped[],
): Promise<void> => {
  const pool = new Pool({ connectionString: url, ...abreast });
  const each = (statements: readonly string[]) =>
    Promise.all(statements.map((statement) => pool.query(statement)));
  try {
    const { rows: indexes } = await pool.query<Index>(`
      SELECT indexname AS name, indexdef AS sql FROM pg_indexes
      WHERE schemaname = current_schema() AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conindid = format('%I', indexname)::regclass
      )`);
    await each(indexes.map(({ name }) => `DROP INDEX "${name}"`));
    await each(populating(inPostgres, count, parent));
    await each(indexes.map(({ sql }) => sql));
    for (const { id, hash } of keys) {
      const stamp = 'UPDATE tenantry_api_key SET hash = $1 WHERE id = $2';
      demandOne((await pool.query(stamp, [hash, id])).rowCount);
    }
    await pool.query('VACUUM ANALYZE');
    await pool.query('CHECKPOINT');
  } finally {
    await pool.end();
  }
};

function demandOne(changed: number | null): void {
  if (changed !== 1) throw new Error('an account that was filled in has no key');
}
