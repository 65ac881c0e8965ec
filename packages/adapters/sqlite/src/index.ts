export { fromKysely, type KyselyTransaction } from '@tenantry/sql';
export { fromBetterSqlite3 } from './host-better-sqlite3.ts';
export { fileOf, type HostKysely } from './host-file.ts';
export type { BetterSqlite3 } from './host-handle.ts';
export { hostTransaction } from './host-transaction.ts';
export { sqliteMigrationSql } from './migration-sql.ts';
export { migrateSqlite, openSqlite, type SqlitePersistence } from './open.ts';
export type { Migrate, SqliteOptions } from './options.ts';
export { type VerifySqliteOptions, verifySqlite } from './verify.ts';
