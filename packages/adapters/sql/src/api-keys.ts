import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import type { KeyStatements } from './key-statements.ts';
import { accountOf, apiKeyOf, apiKeyRow, instant } from './rows.ts';

export type KeyReads = Pick<AccessReads, 'findKey' | 'keys'>;
export type KeyWrites = Pick<AccessWrites, 'addKey' | 'endKey' | 'noteKeyUse'>;

export const keyReads = (connection: Connection, statements: KeyStatements): KeyReads => ({
  findKey: async (id) => {
    const [row, ...below] = await connection.run(statements.keyWithLineage({ id }));
    if (row === undefined) return undefined;
    const key = apiKeyOf({ ...row, id: row.key_id, created_at: row.key_created_at });
    return { key, lineage: [accountOf(row), ...below.map(accountOf)] };
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
