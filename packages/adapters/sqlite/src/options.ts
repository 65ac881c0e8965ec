/** `auto` brings the schema up to date, `check` refuses an outdated one, `off` does not ask. */
export type Migrate = 'auto' | 'check' | 'off';

export interface SqliteOptions {
  /** The path of the database file. */
  readonly file: string;
  /** `check` where nothing is said. */
  readonly migrate?: Migrate;
  /** What stands before the names of our tables; `tenantry_` where nothing is said. */
  readonly prefix?: string;
}
