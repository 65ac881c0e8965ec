import {
  type Account,
  AccountNumber,
  type AccountReads,
  type AccountWrites,
  comparable,
  err,
  type NewAccount,
  type NewCustomer,
  ok,
  parentIdOf,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { membersOf, storeMembership } from './memberships.ts';
import type { Tables } from './tables.ts';
import { existing, findWithin, lineageOf, walk, wayDown } from './tree.ts';

export const accountReads = (tables: Tables): AtOnce<AccountReads> => ({
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

  masters: (reach) =>
    reach === 'installation'
      ? tables.children.after('masters').map((id) => existing(tables, id))
      : [],

  findCustomer: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    const details = account === undefined ? undefined : tables.customers.get(account.id);
    return account === undefined || details === undefined
      ? undefined
      : { account, ...details, members: membersOf(tables, account.id) };
  },
});

export const accountWrites = (tables: Tables): AtOnce<AccountWrites> => ({
  // No other unit runs before this one has ended, so whatever it reads holds.
  holdLineage: accountReads(tables).lineage,

  addMaster: (account) =>
    tables.accountsByAddress.get(account.address) === undefined
      ? ok(storeAccount(tables, account))
      : err({ taken: 'AddressTaken' }),

  addCustomer: (customer) => {
    const { workflows, configurations, references } = customer;
    if (tables.accountsByAddress.get(customer.account.address) !== undefined)
      return err({ taken: 'AddressTaken' });
    const keys = uniqueKeys(customer);
    const index = keys.findIndex(
      (key) => key !== undefined && tables.references.get(key) !== undefined,
    );
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const account = storeAccount(tables, customer.account);
    tables.customers.set(account.id, { workflows, configurations, references });
    for (const key of keys) if (key !== undefined) tables.references.set(key, account.id);
    const members = customer.members.map((member) => {
      const stored = storeMembership(tables, member);
      if (!stored.ok) throw new Error(`members of account ${account.id}: ${stored.error.taken}`);
      return stored.value;
    });
    return ok({ account, workflows, configurations, references, members });
  },
});

function storeAccount(tables: Tables, added: NewAccount): Account {
  const { id, address } = added;
  if (tables.accounts.get(id) !== undefined) throw new Error(`account ${id} is stored`);
  const parent = parentIdOf(added);
  if (parent !== undefined) existing(tables, parent);
  const account: Account = { ...added, number: AccountNumber.parse(++tables.given.account) };
  tables.accounts.set(id, account);
  tables.accountsByNumber.set(account.number, id);
  tables.accountsByAddress.set(address, id);
  tables.children.add(parent ?? 'masters', id);
  return account;
}

/** What each reference is unique by among the children of the parent; undefined where it is not. */
function uniqueKeys({
  account,
  references,
  uniqueReferenceNames,
}: NewCustomer): readonly (string | undefined)[] {
  const unique = new Set(uniqueReferenceNames.map(comparable));
  return references.map(({ name, value }) =>
    unique.has(comparable(name))
      ? JSON.stringify([parentIdOf(account), comparable(name), comparable(value)])
      : undefined,
  );
}
