import type { BetterSqlite3 } from './host-handle.ts';

/**
 * The transactions that a `tx` was made of, in a table that is the connection's alone and outside the
 * file: a rollback takes the mark away.
 */
const table = `CREATE TEMP TABLE IF NOT EXISTS tenantry_transaction (
  mark INTEGER PRIMARY KEY AUTOINCREMENT
)`;
/** Nobody ends them after a commit: what came so many before is over. */
const mostKept = 1000;

/** Marks the open transaction; answers what tells, at any moment, whether the mark is there. */
export const markIn = (db: BetterSqlite3): (() => boolean) => {
  db.exec(table);
  const [made] = db
    .prepare('INSERT INTO temp.tenantry_transaction DEFAULT VALUES RETURNING mark')
    .all();
  const mark = Number(Object.values(made ?? {})[0]);
  db.prepare('DELETE FROM temp.tenantry_transaction WHERE mark <= ?').run(mark - mostKept);
  const present = 'SELECT mark FROM temp.tenantry_transaction WHERE mark = ?';
  return () => {
    try {
      return db.prepare(present).all(mark).length === 1;
    } catch (fault) {
      if (isTableGone(fault)) return false;
      throw fault;
    }
  };
};

/** A rollback has taken the table as well. */
export const isTableGone = (fault: unknown): boolean =>
  fault instanceof Error && fault.message.includes('no such table: temp.tenantry_');
