import { AsyncLocalStorage } from 'node:async_hooks';
import { type HostTransaction, StoreUnavailable } from '@tenantry/domain';
import { inTurn, isOver, isTaken, stillRuns } from '@tenantry/sql';
import { isUnavailable, whileBusy } from './busy.ts';
import { onHandle } from './host-better-sqlite3.ts';
import type { BetterSqlite3 } from './host-handle.ts';

interface Running {
  readonly on: BetterSqlite3;
  live: boolean;
}

/** The transactions that the present code was called in, of which some may be over. */
const inside = new AsyncLocalStorage<readonly Running[]>();

/** Stands for a handle among those who wait for a transaction of their own on it. */
const doors = new WeakMap<BetterSqlite3, object>();

/**
 * Runs `work` in one transaction on a handle of better-sqlite3: commits when it resolves, rolls
 * back when it throws, and throws what it threw. What `work` writes on the handle itself, and what
 * use cases do that are given `tx`, is kept or undone together.
 *
 * Transactions on one handle follow one another; nobody else may use it meanwhile. One inside
 * another is refused, as is a `work` that leaves a use case running. A file that another process
 * keeps locked is waited for, without blocking the thread, for five seconds: then this throws
 * `StoreUnavailable`, with nothing done. `tx` is of no use once `work` has settled.
 */
export const hostTransaction = async <T>(
  db: BetterSqlite3,
  work: (tx: HostTransaction) => Promise<T>,
): Promise<T> => {
  if (typeof db?.inTransaction !== 'boolean')
    throw new TypeError('hostTransaction takes a handle of better-sqlite3');
  const outer = inside.getStore() ?? [];
  if (outer.some(({ on, live }) => on === db && live))
    throw new Error('hostTransaction inside hostTransaction: pass tx on instead');
  const door = doors.get(db) ?? {};
  doors.set(db, door);
  return inTurn(door, async () => {
    if (db.inTransaction) throw new Error('a transaction is open on this handle already');
    await begin(db);
    const running: Running = { on: db, live: true };
    return inside.run([...outer, running], () => carryThrough(running, work));
  });
};

async function carryThrough<T>(
  running: Running,
  work: (tx: HostTransaction) => Promise<T>,
): Promise<T> {
  const db = running.on;
  const tx = onHandle(db, () => {
    if (!running.live || !db.inTransaction) throw isOver();
  });
  try {
    const result = await work(tx);
    if (isTaken(db)) throw stillRuns();
    running.live = false;
    db.exec('COMMIT');
    return result;
  } catch (fault) {
    running.live = false;
    // On a full disk or an I/O error SQLite has done so already.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw fault;
  }
}

async function begin(db: BetterSqlite3): Promise<void> {
  try {
    await whileBusy(() => beginAtOnce(db));
  } catch (cause) {
    throw isUnavailable(cause)
      ? new StoreUnavailable('the database is locked by another process', { cause })
      : cause;
  }
}

/** The handle's own patience would block the thread, and for ever where the holder lives in it. */
function beginAtOnce(db: BetterSqlite3): void {
  const patience = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    db.exec('BEGIN IMMEDIATE');
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}
