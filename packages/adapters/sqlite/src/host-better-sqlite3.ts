import type { HostTransaction } from '@tenantry/domain';
import { type HostQuery, heldTransaction, inTurn, isOver } from '@tenantry/sql';
import type { BetterSqlite3 } from './host-handle.ts';
import { markIn } from './host-mark.ts';

export const sqliteDialect = 'sqlite';

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
  const isMarked = markIn(db);
  return onHandle(db, () => {
    demandOpen(db);
    if (!isMarked()) throw isOver();
  });
};

/** `demand` is asked before each statement, in the same breath. */
export const onHandle = (db: BetterSqlite3, demand: () => void): HostTransaction => {
  const ask: Ask = (text, values) => {
    demand();
    const statement = db.prepare(text);
    if (statement.reader) return statement.all(...values).filter(isRow);
    statement.run(...values);
    return [];
  };
  const query: HostQuery = async (text, values) => ask(text, values);
  const transaction = heldTransaction(sqliteDialect, (work) => inTurn(db, () => work(query)));
  asking.set(transaction, ask);
  return transaction;
};

/** Runs one statement, and answers before anybody else comes to run. */
export type Ask = (text: string, values: readonly unknown[]) => readonly object[];

const asking = new WeakMap<HostTransaction, Ask>();

/** None for a transaction over a driver that we know nothing of. */
export const askOf = (transaction: HostTransaction): Ask | undefined => asking.get(transaction);

const isRow = (row: unknown): row is object => typeof row === 'object' && row !== null;

function demandOpen(db: BetterSqlite3): void {
  if (typeof db?.inTransaction !== 'boolean')
    throw new TypeError('fromBetterSqlite3 takes a handle of better-sqlite3');
  if (!db.inTransaction)
    throw new Error(
      'no transaction is open on this handle: say BEGIN IMMEDIATE, or use hostTransaction',
    );
}
