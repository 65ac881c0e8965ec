import { type Dialect, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { type MigrationOptions, migrations } from './migrations.ts';
import { prefixing } from './prefix.ts';
import type { Schema } from './schema.ts';

export type { MigrationOptions } from './migrations.ts';

export interface MigrationState {
  readonly pending: readonly string[];
}

/** Brings a database to the present schema, or tells what it lacks. */
export const migrator = (dialect: Dialect, options: MigrationOptions) => {
  const { prefix } = options;
  const db = new Kysely<Schema>({ dialect, plugins: [prefixing(prefix)] });
  const inner = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations(options)) },
    migrationTableName: `${prefix}migration`,
    migrationLockTableName: `${prefix}migration_lock`,
  });
  return {
    /** The names of the steps that were taken; none when there was nothing to do. */
    toLatest: async (): Promise<readonly string[]> => {
      const { error, results = [] } = await inner.migrateToLatest();
      if (error !== undefined)
        throw new Error('the database could not be migrated', { cause: error });
      return results.map(({ migrationName }) => migrationName);
    },
    state: async (): Promise<MigrationState> => {
      const steps = await inner.getMigrations();
      return {
        pending: steps.filter(({ executedAt }) => !executedAt).map(({ name }) => name),
      };
    },
    close: () => db.destroy(),
  };
};
