import {
  type Account,
  type AccountId,
  type AccountReads,
  type AccountRef,
  type AccountStatus,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  type Lineage,
  type NewAccount,
  type NewCustomer,
  ok,
  parentIdOf,
  type Reach,
  restoreAccountStatus,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import type { Connection } from './connection.ts';
import { customerOf, referenceRow } from './customer-rows.ts';
import {
  accountIdOf,
  accountOf,
  accountRow,
  membershipOf,
  membershipRow,
  past,
  pathOf,
} from './rows.ts';

/** Each length of a list is a text of its own, and few texts are kept. */
const mostAtOnce = 100;

export const accountReads = (
  connection: Connection,
  statements: AccountStatements,
): AccountReads => {
  const find = async (reach: Reach, ref: AccountRef): Promise<Account | undefined> => {
    const [row] = await connection.run(
      typeof ref === 'number' ? statements.byNumber({ number: ref }) : statements.byId({ id: ref }),
    );
    if (row === undefined) return undefined;
    const account = accountOf(row);
    return isWithin(reach, account) ? account : undefined;
  };

  return {
    find,

    lineage: async (reach, ref) => {
      const account = await find(reach, ref);
      return account === undefined ? undefined : lineageTo(connection, statements, account.id);
    },

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
      if ((await find(reach, of)) === undefined) return [];
      const rows = await connection.run(
        statements.children({ parent: of, after: after ?? '', limit }),
      );
      return rows.map(accountOf);
    },

    subtree: async (reach, of, { after, limit, kind }) => {
      const root = await find(reach, of);
      if (root === undefined) return [];
      const from = pathOf(root);
      const range = {
        from,
        to: past(from),
        after: after === undefined ? '' : pathOf(after),
        limit,
      };
      const rows = await connection.run(
        kind === undefined
          ? statements.subtree(range)
          : statements.subtreeOfKind({ ...range, kind }),
      );
      return rows.map(accountOf);
    },

    masters: async (reach) => {
      if (reach !== 'installation') return [];
      const rows = await connection.run(statements.masters({}));
      return rows.map(accountOf);
    },

    findCustomer: async (reach, ref) => {
      const account = await find(reach, ref);
      if (account === undefined) return undefined;
      const { id } = account;
      const [details] = await connection.run(statements.customer({ id }));
      if (details === undefined) return undefined;
      const references = await connection.run(statements.references({ id }));
      const members = await connection.run(statements.members({ id }));
      return customerOf(account, details, references, members.map(membershipOf));
    },
  };
};

export const accountWrites = (
  connection: Connection,
  statements: AccountStatements,
): AccountWrites => {
  const reads = accountReads(connection, statements);

  const addAccount = async (account: NewAccount): Promise<Account | undefined> => {
    const [added] = await connection.run(statements.addAccount(accountRow(account)));
    if (added !== undefined) return accountOf({ ...accountRow(account), number: added.number });
    const [holder] = await connection.run(statements.byAddress({ address: account.address }));
    if (holder === undefined) throw new Error(`account ${account.id} could not be stored`);
    connection.spend();
    return undefined;
  };

  return {
    // Where units run one at a time, what one has read holds until it ends.
    holdLineage: reads.lineage,

    addMaster: async (account) => {
      const added = await addAccount(account);
      return added === undefined ? err({ taken: 'AddressTaken' }) : ok(added);
    },

    addCustomer: async (customer) => {
      const account = await addAccount(customer.account);
      if (account === undefined) return err({ taken: 'AddressTaken' });
      const { workflows, configurations, references } = customer;
      const { id } = account;
      await connection.run(
        statements.addCustomer({
          account_id: id,
          workflows: JSON.stringify(workflows),
          configurations,
        }),
      );
      const index = await addReferences(connection, statements, customer);
      if (index !== undefined) return err({ taken: 'ReferenceTaken', index });
      const rows = customer.members.map(membershipRow);
      const numbers = new Map<string, number>();
      if (rows.length > 0)
        for (const added of await connection.run(statements.addMembers(rows)))
          numbers.set(added.id, added.number);
      const members = rows.map((row) =>
        membershipOf({ ...row, number: numberOf(numbers, row.id) }),
      );
      return ok({ account, workflows, configurations, references, members });
    },
  };
};

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
      ? // No text of ours can hold the separator.
        [parentIdOf(account) ?? '', comparable(name), comparable(value)].join('\u001f')
      : null,
  );
  const rows = references.map((reference, position) => {
    const key = keys[position] ?? null;
    // A customer that names a reference twice is in nobody's way but its own.
    return referenceRow(account.id, position, reference, keys.indexOf(key) < position ? null : key);
  });
  const added = await connection.run(statements.addReferences(rows));
  if (added.length === rows.length) return undefined;
  connection.spend();
  const stored = new Set(added.map(({ position }) => position));
  return rows.findIndex(({ position }) => !stored.has(position));
}

/** From the root down to an account that is known to exist. */
export async function lineageTo(
  connection: Connection,
  statements: Pick<AccountStatements, 'lineage'>,
  id: AccountId,
): Promise<Lineage> {
  const rows = await connection.run(statements.lineage({ id }));
  const [root, ...rest] = rows.map(accountOf);
  if (root === undefined) throw new Error(`account ${id} vanished while it was read`);
  return [root, ...rest];
}

function numberOf(numbers: ReadonlyMap<string, number>, id: string): number {
  const number = numbers.get(id);
  if (number === undefined) throw new Error(`membership ${id} could not be stored`);
  return number;
}
