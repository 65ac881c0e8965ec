import {
  type AccountId,
  type AccountKind,
  type AccountReads,
  type AccountStatus,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  ok,
  restoreAccountStatus,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import { correctNode, refusedAsStale } from './corrections.ts';
import type { SideBySide } from './flavour.ts';
import { accountHolds } from './holds.ts';
import { accountIdOf, accountOf, accountRow, pathOf, rangeBelow } from './rows.ts';
import { addAddressed, findWithin, lineageWithin, rangeOf } from './tree.ts';

type NodeReads = Pick<
  AccountReads,
  'find' | 'lineage' | 'statuses' | 'children' | 'subtree' | 'masters' | 'findByAddress' | 'named'
>;
type NodeWrites = Pick<
  AccountWrites,
  'holdLineage' | 'holdForChange' | 'addMaster' | 'saveMaster' | 'saveStatus'
>;

/** Each length of a list is a text of its own, and few texts are kept. */
const mostAtOnce = 100;

/** What is read of accounts, whatever they are besides nodes of the tree. */
export const accountReads = (connection: Connection, statements: AccountStatements): NodeReads => ({
  find: (reach, ref) => findWithin(connection, statements, reach, ref),

  lineage: (reach, ref) => lineageWithin(connection, statements, reach, ref),

  statuses: async (ids) => {
    const statuses = new Map<AccountId, AccountStatus>();
    for (let at = 0; at < ids.length; at += mostAtOnce) {
      const asked = ids.slice(at, at + mostAtOnce).map((id) => ({ id }));
      for (const { id, status } of await connection.run(statements.statuses(asked)))
        statuses.set(accountIdOf(id), restoreAccountStatus(status));
    }
    return statuses;
  },

  children: async (reach, of, { after, limit }) => {
    if ((await findWithin(connection, statements, reach, of)) === undefined) return [];
    const rows = await connection.run(
      statements.children({ parent: of, after: after ?? '', limit }),
    );
    return rows.map(accountOf);
  },

  subtree: async (reach, of, { after, limit, kind }) => {
    const root = await findWithin(connection, statements, reach, of);
    if (root === undefined) return [];
    const page = {
      ...rangeBelow(root),
      after: after === undefined ? '' : pathOf(after),
      limit,
    };
    const rows = await connection.run(
      kind === undefined ? statements.subtree(page) : statements.subtreeOfKind({ ...page, kind }),
    );
    return rows.map(accountOf);
  },

  masters: async (reach) => {
    if (reach !== 'installation') return [];
    const rows = await connection.run(statements.masters({}));
    return rows.map(accountOf);
  },

  findByAddress: async (reach, address) => {
    const [row] = await connection.run(statements.byAddress({ address }));
    const account = row && accountOf(row);
    return account !== undefined && isWithin(reach, account) ? account : undefined;
  },

  named: async (reach, name, kinds, limit) => {
    const range = await rangeOf(connection, statements, reach);
    if (range === undefined) return [];
    const among = (kind: AccountKind): string => (kinds.includes(kind) ? kind : '');
    const rows = await connection.run(
      statements.named({
        ...range,
        name: comparable(name),
        master: among('master'),
        customer: among('customer'),
        partner: among('partner'),
        registered: among('registered'),
        limit,
      }),
    );
    return rows.map(accountOf);
  },
});

export const accountWrites = (
  connection: Connection,
  statements: AccountStatements,
  sideBySide: SideBySide | undefined,
): NodeWrites => ({
  ...accountHolds(connection, statements, sideBySide),

  addMaster: async (account) => {
    const added = await addAddressed(connection, statements, account);
    return added === undefined ? err({ taken: 'AddressTaken' }) : ok(added);
  },

  saveMaster: async (account) => {
    const saved = await correctNode(connection, statements, 'master', account);
    return saved.ok ? ok(undefined) : saved;
  },

  saveStatus: async (account) => {
    const { id, status, version, updated_at } = accountRow(account);
    const saved = await connection.run(
      statements.saveStatus({ id, status, version, updated_at, before: version - 1 }),
    );
    return saved.length > 0 ? ok(undefined) : refusedAsStale(connection, statements, account.id);
  },
});
