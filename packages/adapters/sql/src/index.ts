export type { Connection } from './connection.ts';
export { type MigrationOptions, type MigrationState, migrator } from './migrator.ts';
export { type Repositories, repositories } from './repositories.ts';
export type { Ready } from './statement.ts';
