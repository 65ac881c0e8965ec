import type { Migrate } from '@tenantry/sql';

export type { Migrate } from '@tenantry/sql';

export const defaultPrefix = 'tenantry_';

export interface SqliteOptions {
  /** The path of the database file. */
  readonly file: string;
  /** `check` where nothing is said. */
  readonly migrate?: Migrate;
  /** What stands before the names of our tables; `tenantry_` where nothing is said. */
  readonly prefix?: string;
}
