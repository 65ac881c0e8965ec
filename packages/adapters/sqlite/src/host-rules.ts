import type { HostQuery, HostRules, Repositories } from '@tenantry/sql';
import { isUnavailable } from './busy.ts';

export const sqliteDialect = 'sqlite';

/**
 * While a row of this table has no end, SQLite refuses to commit: a host that forgets to await a
 * use case cannot keep half of what that makes. The table is this connection's alone, and outside
 * the file.
 */
const table = `CREATE TEMP TABLE IF NOT EXISTS tenantry_unit (
  name TEXT PRIMARY KEY,
  ends TEXT NOT NULL REFERENCES tenantry_unit (name) DEFERRABLE INITIALLY DEFERRED
)`;
const name = 'running';

export const hostRules = (repositories: Repositories): HostRules => ({
  dialect: sqliteDialect,
  repositories,
  meet: demandForeignKeys,
  enter: async (query) => {
    await demandTransaction(query);
    return {
      leave: async () => {
        await query('DELETE FROM temp.tenantry_unit', []);
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
async function demandTransaction(query: HostQuery): Promise<void> {
  await query(table, []);
  try {
    await query('INSERT OR REPLACE INTO temp.tenantry_unit VALUES (?, ?)', [name, 'not yet']);
  } catch (cause) {
    throw new Error('there is no open transaction that a use case could join', { cause });
  }
}
