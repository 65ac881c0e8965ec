import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accounts } from './migrations/0001-accounts.ts';
import type { Schema } from './schema.ts';

export interface MigrationOptions {
  /** What stands before the names of tables and indexes. */
  readonly prefix: string;
}

/**
 * The history of the schema, forward only: a step that has been released is never edited. Each is
 * expanded first and contracted in a later release, so that the binary before it runs on it.
 */
export const migrations = ({ prefix }: MigrationOptions): Record<string, Migration> => ({
  '0001-accounts': { up: (db: Kysely<Schema>) => accounts(db, prefix) },
});
