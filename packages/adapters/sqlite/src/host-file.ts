import { type QueryExecutorProvider, sql } from 'kysely';
import type { BetterSqlite3 } from './host-handle.ts';

/** As much of a `Kysely` of a host's as is asked for. */
export interface HostKysely extends QueryExecutorProvider {
  withoutPlugins(): QueryExecutorProvider;
}

/**
 * The file that a host has open, by a handle of better-sqlite3 or a kysely: where our tables can come
 * to stand beside its own. Throws a TypeError for a database in memory, which has no file, and for a
 * kysely of anything but SQLite.
 */
export const fileOf = async (open: BetterSqlite3 | HostKysely): Promise<string> => {
  const databases = 'pragma' in open ? open.pragma('database_list') : await listOf(open);
  const main = Array.isArray(databases) ? databases.find(isMain) : undefined;
  if (!isMain(main) || main.file === '')
    throw new TypeError('the database is no file: a file can be shared, memory cannot');
  return main.file;
};

async function listOf(db: HostKysely): Promise<unknown> {
  const plain = db.withoutPlugins();
  if (sql`${sql.ref('a')} = ${1}`.compile(plain).sql !== '"a" = ?')
    throw new TypeError(
      'the kysely is none of SQLite: on PostgreSQL the pool of its dialect is taken',
    );
  const { rows } = await sql`PRAGMA database_list`.execute(plain);
  return rows;
}

const isMain = (row: unknown): row is { readonly name: 'main'; readonly file: string } =>
  typeof row === 'object' &&
  row !== null &&
  Reflect.get(row, 'name') === 'main' &&
  typeof Reflect.get(row, 'file') === 'string';
