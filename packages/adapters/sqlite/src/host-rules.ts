import { randomUUID } from 'node:crypto';
import {
  demandNamed,
  type HostQuery,
  type HostRules,
  isOver,
  type Repositories,
} from '@tenantry/sql';
import { isUnavailable } from './busy.ts';
import { askOf, sqliteDialect } from './host-better-sqlite3.ts';
import { isTableGone } from './host-mark.ts';

/**
 * While a row of this table has no end, SQLite refuses to commit: a host that forgets to await a
 * use case cannot keep half of what that makes. The table is this connection's alone, and outside
 * the file. Each unit has a row, and counts its statements there: a row that is gone, or that counts
 * otherwise, tells that what the unit has done was rolled back without it.
 */
const table = `CREATE TEMP TABLE IF NOT EXISTS tenantry_unit (
  name TEXT PRIMARY KEY,
  steps INTEGER NOT NULL,
  ends TEXT NOT NULL REFERENCES tenantry_unit (name) DEFERRABLE INITIALLY DEFERRED
)`;
const open = "INSERT INTO temp.tenantry_unit VALUES (?, 0, 'not yet')";
const step = `UPDATE temp.tenantry_unit SET steps = steps + 1
  WHERE name = ? AND steps = ? RETURNING name`;
const remove = 'DELETE FROM temp.tenantry_unit WHERE name = ?';

export const hostRules = (repositories: Repositories): HostRules => ({
  dialect: sqliteDialect,
  repositories,
  meet: async (query) => demandNamed(await query('SELECT 1 AS one_row', []), 'one_row'),
  enter: async (query, transaction) => {
    await demandForeignKeys(query);
    const name = randomUUID();
    await demandTransaction(query, name);
    const ask = askOf(transaction);
    let steps = 0;
    return {
      query: async (text, values) => {
        const counted = [name, steps++];
        try {
          const rows = ask === undefined ? await query(step, counted) : ask(step, counted);
          if (rows.length === 0) throw isOver();
        } catch (fault) {
          throw isTableGone(fault) ? isOver(fault) : fault;
        }
        // Where it can be asked at once, nobody can have ended the transaction since.
        return ask === undefined ? query(text, values) : ask(text, values);
      },
      leave: async () => {
        await query(remove, [name]);
      },
      lose: async () => {
        // A row that is there stays, and keeps what is left of the unit from being committed. Where a
        // driver answers late, a statement may have come to a transaction after that of the unit.
        if (ask === undefined) await demandTransaction(query, randomUUID());
      },
    };
  },
  isUnavailable,
  mayRunAgain: () => false,
  outlivesFaults: true,
});

async function demandForeignKeys(query: HostQuery): Promise<void> {
  const [row] = await query('SELECT foreign_keys AS kept FROM pragma_foreign_keys', []);
  if (Number(Object.values(row ?? {})[0]) !== 1)
    throw new Error('a use case needs foreign keys: PRAGMA foreign_keys = ON before BEGIN');
}

/** Outside a transaction the row would be committed at once, and is refused. */
async function demandTransaction(query: HostQuery, name: string): Promise<void> {
  await query(table, []);
  try {
    await query(open, [name]);
  } catch (cause) {
    throw new Error('there is no open transaction that a use case could join', { cause });
  }
}
