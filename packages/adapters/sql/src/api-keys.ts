import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import type { KeyStatements } from './key-statements.ts';
import { apiKeyOf, apiKeyRow, instant } from './rows.ts';
import { lineageTo } from './tree.ts';

export type KeyReads = Pick<AccessReads, 'findKey' | 'keys'>;
export type KeyWrites = Pick<AccessWrites, 'addKey' | 'endKey' | 'noteKeyUse'>;

export const keyReads = (
  connection: Connection,
  statements: KeyStatements & Pick<AccountStatements, 'lineage'>,
): KeyReads => ({
  findKey: async (id) => {
    const [row] = await connection.run(statements.key({ id }));
    if (row === undefined) return undefined;
    const key = apiKeyOf(row);
    return { key, lineage: await lineageTo(connection, statements, key.accountId) };
  },

  keys: async (account, { after, limit }) => {
    const rows = await connection.run(statements.keys({ account, after: after ?? '', limit }));
    return rows.map(apiKeyOf);
  },
});

export const keyWrites = (connection: Connection, statements: KeyStatements): KeyWrites => ({
  addKey: async (key) => {
    await connection.run(statements.addKey(apiKeyRow(key)));
  },

  endKey: async (id, end) => {
    const ended = await connection.run(
      'revokedAt' in end
        ? statements.revokeKey({ id, at: instant(end.revokedAt) })
        : statements.expireKey({ id, at: instant(end.expiresAt) }),
    );
    return ended.length > 0;
  },

  noteKeyUse: async (id, at) => {
    await connection.run(statements.noteKeyUse({ id, at: instant(at) }));
  },
});
