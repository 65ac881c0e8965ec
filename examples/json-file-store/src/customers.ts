import {
  type AccountReads,
  type AccountWrites,
  comparable,
  err,
  type NewAccount,
  type NewCustomer,
  ok,
  parentIdOf,
} from '@tenantry/domain';
import { addAccount, findWithin, isAddressTaken } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { addMember, membersOf } from './memberships.ts';
import { type CustomerRow, existing, replace, type State } from './state.ts';

export const customerReads = (state: State): AtOnce<Pick<AccountReads, 'findCustomer'>> => ({
  findCustomer: (reach, ref) => {
    const account = findWithin(state, reach, ref);
    const row = state.customers.find(({ accountId }) => accountId === account?.id);
    if (account === undefined || row === undefined) return undefined;
    const { workflows, configurations, references } = row;
    return {
      account,
      workflows,
      configurations,
      references,
      members: membersOf(state, account.id),
    };
  },
});

export const customerWrites = (
  state: State,
): AtOnce<Pick<AccountWrites, 'addCustomer' | 'saveCustomer'>> => ({
  addCustomer: (customer) => {
    if (isAddressTaken(state, customer.account)) return err({ taken: 'AddressTaken' });
    const keys = referenceKeys(customer.account, customer);
    const index = firstTaken(state.customers, keys);
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const { workflows, configurations, references } = customer;
    const details = { workflows, configurations, references };
    const account = addAccount(state, customer.account);
    const uniqueKeys = keys.filter((key) => key !== undefined);
    state.customers.push({ accountId: account.id, ...details, uniqueKeys });
    const members = customer.members.map((member) => addMember(state, member));
    return ok({ account, ...details, members });
  },

  saveCustomer: (customer) => {
    const { id, name, version, updatedAt } = customer.account;
    const before = existing(state.accounts, id);
    const row = state.customers.find(({ accountId }) => accountId === id);
    if (row === undefined) throw new Error(`${id} is no customer`);
    if (version !== before.version + 1) return err({ taken: 'VersionStale' });
    const keys = referenceKeys(before, customer);
    const index = firstTaken(
      state.customers.filter((other) => other !== row),
      keys,
    );
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const { workflows, configurations, references } = customer;
    const details = { workflows, configurations, references };
    const uniqueKeys = keys.filter((key) => key !== undefined);
    replace(state.accounts, { ...before, name, version, updatedAt });
    state.customers[state.customers.indexOf(row)] = { accountId: id, ...details, uniqueKeys };
    return ok(undefined);
  },
});

/** The place of the first key that one of these customers has; -1 where none has. */
function firstTaken(
  customers: readonly CustomerRow[],
  keys: readonly (string | undefined)[],
): number {
  const taken = new Set(customers.flatMap(({ uniqueKeys }) => uniqueKeys));
  return keys.findIndex((key) => key !== undefined && taken.has(key));
}

/** What each reference is unique by, among the children of the parent; undefined where it is not. */
function referenceKeys(
  account: Pick<NewAccount, 'ancestors'>,
  { references, uniqueReferenceNames }: Pick<NewCustomer, 'references' | 'uniqueReferenceNames'>,
): readonly (string | undefined)[] {
  const unique = new Set(uniqueReferenceNames.map(comparable));
  return references.map(({ name, value }) =>
    unique.has(comparable(name))
      ? JSON.stringify([parentIdOf(account), comparable(name), comparable(value)])
      : undefined,
  );
}
