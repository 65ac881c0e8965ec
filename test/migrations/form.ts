import Sqlite from 'better-sqlite3';
import type pg from 'pg';

/** What a database says of its tables and indexes, and where it stands. */
export interface Form {
  readonly schema: readonly unknown[];
  readonly version: readonly unknown[];
}

export const sqliteForm = (file: string): Form => {
  const database = new Sqlite(file, { readonly: true });
  try {
    return {
      schema: database
        .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name')
        .all(),
      version: database.prepare('SELECT * FROM tenantry_schema_version').all(),
    };
  } finally {
    database.close();
  }
};

/** The same of one schema of a PostgreSQL database; other schemas of the same form are equal to it. */
export const postgresForm = async (client: pg.ClientBase, schema = 'public'): Promise<Form> => {
  const rows = async (text: string): Promise<readonly unknown[]> =>
    (await client.query<object>(text, [schema])).rows;
  const parts = [
    await rows(columns),
    await rows(constraints),
    await rows('SELECT indexdef FROM pg_indexes WHERE schemaname = $1 ORDER BY 1'),
    await rows('SELECT sequencename FROM pg_sequences WHERE schemaname = $1 ORDER BY 1'),
  ];
  const table = `${schema}.tenantry_schema_version`;
  const known = await client.query('SELECT to_regclass($1) AS name', [table]);
  const isThere = known.rows.some(({ name }) => name !== null);
  return {
    // Where a definition names its schema, the name alone may differ.
    schema: JSON.parse(JSON.stringify(parts).replaceAll(`${schema}.`, '')),
    version: isThere ? (await client.query(`SELECT * FROM ${table}`)).rows : [],
  };
};

const columns = `
  SELECT c.relname, c.relkind, a.attnum, a.attname, a.attnotnull, a.attidentity,
    format_type(a.atttypid, a.atttypmod) AS type, a.attcollation::regcollation::text AS collation,
    pg_get_expr(d.adbin, d.adrelid) AS value
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'v') ORDER BY 1, 3`;

const constraints = `
  SELECT conrelid::regclass::text AS "table", conname, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE connamespace = to_regnamespace($1) ORDER BY 1, 2`;
