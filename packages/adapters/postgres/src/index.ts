export { fromKysely, type KyselyTransaction } from '@tenantry/sql';
export { type ExaminedPostgres, examinePostgres } from './examine.ts';
export { fromPgClient, type PgClient } from './host-pg-client.ts';
export { postgresMigrationSql } from './migration-sql.ts';
export { migratePostgres, openPostgres, type PostgresPersistence } from './open.ts';
export type { PgPool, PgPoolClient, PooledOptions, PostgresOptions } from './options.ts';
export { type VerifyPostgresOptions, verifyPostgres } from './verify.ts';
