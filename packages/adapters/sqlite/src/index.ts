export type { Migrate } from './file.ts';
export { migrateSqlite, openSqlite, type SqliteOptions } from './open.ts';
