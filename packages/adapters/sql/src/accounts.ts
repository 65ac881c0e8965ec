import {
  type AccountId,
  type AccountKind,
  type AccountReads,
  type AccountStatus,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  type NewCustomer,
  ok,
  parentIdOf,
  restoreAccountStatus,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail } from './connection.ts';
import { customerOf, referenceRow } from './customer-rows.ts';
import type { SideBySide } from './flavour.ts';
import { accountHolds } from './holds.ts';
import type { PartnerReads, PartnerWrites } from './partners.ts';
import type { RegisterReads, RegisterWrites } from './registers.ts';
import {
  accountIdOf,
  accountOf,
  accountRow,
  joined,
  membershipOf,
  membershipRow,
  pathOf,
  rangeBelow,
} from './rows.ts';
import { addAddressed, findWithin, lineageWithin, rangeOf } from './tree.ts';

/** Each length of a list is a text of its own, and few texts are kept. */
const mostAtOnce = 100;

/** The tree and its customers. */
export const accountReads = (
  connection: Connection,
  statements: AccountStatements,
): Omit<AccountReads, keyof PartnerReads | keyof RegisterReads> => ({
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

  findCustomer: async (reach, ref) => {
    const account = await findWithin(connection, statements, reach, ref);
    if (account === undefined) return undefined;
    const { id } = account;
    const [details] = await connection.run(statements.customer({ id }));
    if (details === undefined) return undefined;
    const references = await connection.run(statements.references({ id }));
    const members = await connection.run(statements.members({ id }));
    return customerOf(account, details, references, members.map(membershipOf));
  },
});

export const accountWrites = (
  connection: Connection,
  statements: AccountStatements,
  sideBySide: SideBySide | undefined,
): Omit<AccountWrites, keyof PartnerWrites | keyof RegisterWrites> => ({
  ...accountHolds(connection, statements, sideBySide),

  addMaster: async (account) => {
    const added = await addAddressed(connection, statements, account);
    return added === undefined ? err({ taken: 'AddressTaken' }) : ok(added);
  },

  saveStatus: async (account) => {
    const { id, status, version, updated_at } = accountRow(account);
    const saved = await connection.run(
      statements.saveStatus({ id, status, version, updated_at, before: version - 1 }),
    );
    if (saved.length > 0) return ok(undefined);
    const [stored] = await connection.run(statements.byId({ id }));
    if (stored === undefined) return fail(connection, `there is no account ${id}`);
    connection.spend();
    return err({ taken: 'VersionStale' });
  },

  addCustomer: async (customer) => {
    const account = await addAddressed(connection, statements, customer.account);
    if (account === undefined) return err({ taken: 'AddressTaken' });
    const { workflows, configurations, references } = customer;
    const details = {
      account_id: account.id,
      workflows: JSON.stringify(workflows),
      configurations,
    };
    const rows = customer.members.map(membershipRow);
    // None of them needs what another answers: they are sent together.
    const [index, added] = await Promise.all([
      addReferences(connection, statements, customer),
      rows.length === 0 ? [] : connection.run(statements.addMembers(rows)),
      connection.run(statements.addCustomer(details)),
    ]);
    if (index !== undefined) {
      connection.spend();
      return err({ taken: 'ReferenceTaken', index });
    }
    const numbers = new Map(added.map(({ id, number }) => [id, number]));
    const members = rows.map((row) => {
      const number = numbers.get(row.id);
      return number === undefined
        ? fail(connection, `membership ${row.id} could not be stored`)
        : membershipOf({ ...row, number });
    });
    return ok({ account, workflows, configurations, references, members });
  },
});

/** The place of the first reference that a sibling has, or undefined when all were stored. */
async function addReferences(
  connection: Connection,
  statements: AccountStatements,
  { account, references, uniqueReferenceNames }: NewCustomer,
): Promise<number | undefined> {
  if (references.length === 0) return undefined;
  const unique = new Set(uniqueReferenceNames.map(comparable));
  const keys = references.map(({ name, value }) =>
    unique.has(comparable(name))
      ? joined(parentIdOf(account) ?? '', comparable(name), comparable(value))
      : null,
  );
  const rows = references.map((reference, position) => {
    const key = keys[position] ?? null;
    // A customer that names a reference twice is in nobody's way but its own.
    return referenceRow(account.id, position, reference, keys.indexOf(key) < position ? null : key);
  });
  const added = await connection.run(statements.addReferences(rows));
  if (added.length === rows.length) return undefined;
  const stored = new Set(added.map(({ position }) => position));
  return rows.findIndex(({ position }) => !stored.has(position));
}
