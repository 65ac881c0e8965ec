/** As much of a handle of better-sqlite3 as is asked for. */
export interface BetterSqlite3 {
  readonly inTransaction: boolean;
  exec(text: string): unknown;
  prepare(text: string): BetterSqlite3Statement;
  pragma(text: string, options?: { readonly simple?: boolean }): unknown;
}

interface BetterSqlite3Statement {
  readonly reader: boolean;
  all(...values: readonly unknown[]): readonly unknown[];
  run(...values: readonly unknown[]): unknown;
}
