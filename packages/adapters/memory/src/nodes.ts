import {
  type Account,
  AccountNumber,
  type AccountReads,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  type NewAccount,
  ok,
  parentIdOf,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { referenceKey } from './references.ts';
import type { Tables } from './tables.ts';
import { existing, findWithin, lineageOf, numbered, walk, wayDown } from './tree.ts';

type NodeReads = Pick<
  AccountReads,
  | 'find'
  | 'lineage'
  | 'statuses'
  | 'children'
  | 'subtree'
  | 'search'
  | 'masters'
  | 'findByAddress'
  | 'named'
>;

/** What is read of accounts whatever they are besides. */
export const nodeReads = (tables: Tables): AtOnce<NodeReads> => ({
  find: (reach, ref) => findWithin(tables, reach, ref),

  lineage: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    return account === undefined ? undefined : lineageOf(tables, account);
  },

  statuses: (ids) =>
    new Map(
      ids.flatMap((id) => {
        const account = tables.accounts.get(id);
        return account === undefined ? [] : [[id, account.status] as const];
      }),
    ),

  children: (reach, of, { after, limit }) =>
    findWithin(tables, reach, of) === undefined
      ? []
      : tables.children
          .after(of, after)
          .slice(0, limit)
          .map((id) => existing(tables, id)),

  subtree: (reach, of, { after, limit, kind }) => {
    if (findWithin(tables, reach, of) === undefined) return [];
    const passed = after === undefined ? undefined : wayDown(of, after);
    // What comes after an account of another subtree is not in this one.
    if (after !== undefined && passed === undefined) return [];
    const found: Account[] = [];
    for (const id of walk(tables, of, passed)) {
      if (found.length >= limit) break;
      const account = existing(tables, id);
      if (kind === undefined || account.kind === kind) found.push(account);
    }
    return found;
  },

  search: (reach, { after, limit, reference, kind, status }) => {
    const ids =
      reference === undefined
        ? tables.accountsById.after('all', after)
        : tables.customersByReference.after(referenceKey(reference), after);
    const found: Account[] = [];
    for (const id of ids) {
      if (found.length >= limit) break;
      const account = existing(tables, id);
      if (!isWithin(reach, account)) continue;
      if (kind !== undefined && account.kind !== kind) continue;
      if (status === undefined || account.status === status) found.push(account);
    }
    return found;
  },

  masters: (reach) =>
    reach === 'installation'
      ? tables.children.after('masters').map((id) => existing(tables, id))
      : [],

  findByAddress: (reach, address) => {
    const id = tables.accountsByAddress.get(address);
    return id === undefined ? undefined : findWithin(tables, reach, id);
  },

  named: (reach, name, kinds, limit) =>
    numbered(tables, reach, tables.accountsByName.after(comparable(name)))
      .filter(({ kind }) => kinds.includes(kind))
      .slice(0, limit),
});

type NodeWrites = Pick<
  AccountWrites,
  'holdLineage' | 'holdForChange' | 'addMaster' | 'saveMaster' | 'saveStatus'
>;

export const nodeWrites = (tables: Tables): AtOnce<NodeWrites> => ({
  // No other unit runs before this one has ended, so whatever it reads holds.
  holdLineage: nodeReads(tables).lineage,
  holdForChange: nodeReads(tables).lineage,

  addMaster: (account) =>
    isAddressTaken(tables, account)
      ? err({ taken: 'AddressTaken' })
      : ok(storeAccount(tables, account)),

  saveMaster: ({ id, name, defaultRole, version, updatedAt }) => {
    const before = existing(tables, id);
    if (before.kind !== 'master') throw new Error(`account ${id} is no master account`);
    if (before.version !== version - 1) return err({ taken: 'VersionStale' });
    const { defaultRole: _, ...rest } = before;
    const role = defaultRole === undefined ? {} : { defaultRole };
    replaceAccount(tables, before, { ...rest, ...role, name, version, updatedAt });
    return ok(undefined);
  },

  saveStatus: ({ id, status, version, updatedAt }) => {
    const before = existing(tables, id);
    if (before.version !== version - 1) return err({ taken: 'VersionStale' });
    tables.accounts.set(id, { ...before, status, version, updatedAt });
    return ok(undefined);
  },
});

export const isAddressTaken = (tables: Tables, { address }: NewAccount): boolean =>
  tables.accountsByAddress.get(address) !== undefined;

/** The address must have been looked for. */
export function storeAccount(tables: Tables, added: NewAccount): Account {
  const { id, address } = added;
  if (tables.accounts.get(id) !== undefined) throw new Error(`account ${id} is stored`);
  const parent = parentIdOf(added);
  if (parent !== undefined) existing(tables, parent);
  const account: Account = { ...added, number: AccountNumber.parse(++tables.given.account) };
  tables.accounts.set(id, account);
  tables.accountsByNumber.set(account.number, id);
  tables.accountsByAddress.set(address, id);
  tables.accountsByName.add(comparable(account.name), account.number);
  tables.children.add(parent ?? 'masters', id);
  tables.accountsById.add('all', id);
  return account;
}

/** Puts an account in the place of the one before it; what cannot be corrected stays as it is. */
export function replaceAccount(tables: Tables, before: Account, corrected: Account): Account {
  const { id, number, address, kind, ancestors, createdAt } = before;
  const account = { ...corrected, id, number, address, kind, ancestors, createdAt };
  tables.accounts.set(id, account);
  tables.accountsByName.remove(comparable(before.name), number);
  tables.accountsByName.add(comparable(account.name), number);
  return account;
}
