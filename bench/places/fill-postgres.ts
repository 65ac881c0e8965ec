import { deepStrictEqual } from 'node:assert/strict';
import { Pool } from 'pg';
import { demandAlike, type Row } from './alike.ts';
import { demandOne, type Filling } from './filling.ts';
import { inPostgres, populating } from './population.ts';

interface Index {
  readonly remove: string;
  readonly make: string;
}

/** Tables are filled side by side, without a look at what rows refer to. */
const abreast = {
  max: 3,
  options:
    '-c session_replication_role=replica -c synchronous_commit=off -c maintenance_work_mem=256MB',
};

/**
 * Fills a database that nobody uses. Indexes are made anew afterwards, as they were, apart from those that
 * other tables refer to, and its own housekeeping is done at once: else it would begin, as it does a minute
 * after so much was written, while the database is measured. What was written is on disk when it is done.
 */
export const fillPostgres = async (url: string, filling: Filling): Promise<void> => {
  const { count, parent, keys, example } = filling;
  const pool = new Pool({ connectionString: url, ...abreast });
  // Where its server ends, nothing of it is left to use.
  pool.on('error', () => undefined);
  const indexesOf = async (table: string) =>
    (await pool.query<Index>(indexes, [`tenantry_${table}`])).rows;
  const fill = async ({ table, sql }: { readonly table: string; readonly sql: string }) => {
    const before = await indexesOf(table);
    for (const { remove } of before) await pool.query(remove);
    await pool.query(sql);
    for (const { make } of before) await pool.query(make);
    deepStrictEqual(await indexesOf(table), before);
  };
  try {
    await Promise.all(populating(inPostgres, count, parent).map(fill));
    for (const { id, hash } of keys) {
      const stamp = 'UPDATE tenantry_api_key SET hash = $1 WHERE id = $2';
      demandOne((await pool.query(stamp, [hash, id])).rowCount);
    }
    if (example !== undefined)
      await demandAlike(
        inPostgres,
        parent,
        example,
        async (sql) => (await pool.query<Row>(sql)).rows,
      );
    await pool.query('VACUUM ANALYZE');
    await pool.query('CHECKPOINT');
  } finally {
    await pool.end();
  }
};

/** Of a table, apart from those that another refers to. */
const indexes = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS remove,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
      pg_get_constraintdef(oid)) AS make
  FROM pg_constraint AS own
  WHERE conrelid = $1::regclass AND contype IN ('p', 'u') AND NOT EXISTS (
    SELECT FROM pg_constraint WHERE contype = 'f' AND conindid = own.conindid
  )
  UNION ALL
  SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
  FROM pg_index
  WHERE indrelid = $1::regclass
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
  ORDER BY make`;
