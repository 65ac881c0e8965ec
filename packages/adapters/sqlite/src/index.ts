export { migrateSqlite, openSqlite } from './open.ts';
export type { Migrate, SqliteOptions } from './options.ts';
