import type { HostTransaction } from '@tenantry/domain';
import { type HostQuery, heldTransaction, inTurn } from '@tenantry/sql';
import { sqliteDialect } from './host-rules.ts';

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

/**
 * The transaction that is open on a handle of better-sqlite3, as `tx` of a use case. The host says
 * `BEGIN IMMEDIATE` before and `COMMIT` or `ROLLBACK` after, and leaves the handle alone until the
 * use case has settled: whatever it writes meanwhile is undone together with a use case that
 * fails. `hostTransaction` does all of it.
 *
 * Throws where no transaction is open. Inside `db.transaction(fn)`, which is over before any use case
 * begins, the use case rejects, and has written nothing.
 */
export const fromBetterSqlite3 = (db: BetterSqlite3): HostTransaction => {
  demandOpen(db);
  return onHandle(db, () => demandOpen(db));
};

/** `demand` is asked before each statement, in the same breath. */
export const onHandle = (db: BetterSqlite3, demand: () => void): HostTransaction => {
  const query: HostQuery = async (text, values) => {
    demand();
    const statement = db.prepare(text);
    if (statement.reader) return statement.all(...values).filter(isRow);
    statement.run(...values);
    return [];
  };
  return heldTransaction(sqliteDialect, (work) => inTurn(db, () => work(query)));
};

const isRow = (row: unknown): row is object => typeof row === 'object' && row !== null;

function demandOpen(db: BetterSqlite3): void {
  if (typeof db?.inTransaction !== 'boolean')
    throw new TypeError('fromBetterSqlite3 takes a handle of better-sqlite3');
  if (!db.inTransaction)
    throw new Error(
      'no transaction is open on this handle: say BEGIN IMMEDIATE, or use hostTransaction',
    );
}
