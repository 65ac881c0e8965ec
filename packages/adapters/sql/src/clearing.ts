import type { AccessWrites } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import type { ResetStatements } from './reset-statements.ts';
import { forgetResetsOver } from './resets.ts';
import { instant } from './rows.ts';
import type { SessionStatements } from './session-statements.ts';

/** What is over, of each kind in which people get in. */
export const clearing = (
  connection: Connection,
  statements: SessionStatements & ResetStatements,
): Pick<AccessWrites, 'forgetOver'> => ({
  forgetOver: async (now, limit) => {
    const over = { now: instant(now), limit };
    const sessions = await connection.run(statements.forgetSessionsOver(over));
    const tries = await connection.run(statements.forgetTriesOver(over));
    const resets = await forgetResetsOver(connection, statements, over);
    return { sessions: sessions.length, resets, tries: tries.length };
  },
});
