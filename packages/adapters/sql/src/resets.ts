import { type AccessReads, type AccessWrites, branded, type PasswordReset } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import { type Over, someOver } from './forgotten.ts';
import { idList } from './id-list.ts';
import type { ResetStatements } from './reset-statements.ts';
import { instant, type Row } from './rows.ts';

export type ResetReads = Pick<AccessReads, 'findReset' | 'resetByToken'>;
export type ResetWrites = Pick<AccessWrites, 'addReset'>;

export const resetReads = (connection: Connection, statements: ResetStatements): ResetReads => ({
  findReset: async (id) => {
    const [row] = await connection.run(statements.reset({ id }));
    return row && resetOf(row);
  },

  resetByToken: async (hash) => {
    const [row] = await connection.run(statements.resetByToken({ hash }));
    return row && resetOf(row);
  },
});

export const resetWrites = (connection: Connection, statements: ResetStatements): ResetWrites => ({
  addReset: async (reset, now) => {
    await forgetResetsOver(connection, statements, someOver(now));
    await connection.run(statements.addReset(resetRow(reset)));
  },
});

/** Forgets resets that are over, with the mail about them, and answers how many. */
export const forgetResetsOver = async (
  connection: Connection,
  statements: ResetStatements,
  which: Over,
): Promise<number> => {
  const over = await connection.run(statements.resetsOver(which));
  if (over.length === 0) return 0;
  const resets = idList(over.map(({ id }) => id));
  // Nobody can be led anywhere by what a message about one would hold.
  await connection.run(statements.forgetResetMessages({ resets }));
  await connection.run(statements.forgetResets({ resets }));
  return over.length;
};

const resetRow = (reset: PasswordReset): Row<'password_reset'> => ({
  id: reset.id,
  user_id: reset.userId ?? null,
  generation: reset.generation,
  hash: reset.hash,
  until: instant(reset.until),
});

const resetOf = (row: Row<'password_reset'>): PasswordReset => ({
  id: row.id,
  ...(row.user_id === null ? {} : { userId: branded(row.user_id) }),
  generation: row.generation,
  hash: row.hash,
  until: new Date(row.until),
});
