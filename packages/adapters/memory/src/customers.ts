import { type AccountReads, type AccountWrites, err, ok } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { isHeldByAnother, membersOf, storeNewMembership } from './members.ts';
import { isAddressTaken, replaceAccount, storeAccount } from './nodes.ts';
import { putReferences, removeReferences, uniqueKeys } from './references.ts';
import type { Tables } from './tables.ts';
import { existing, findWithin } from './tree.ts';

export const customerReads = (tables: Tables): AtOnce<Pick<AccountReads, 'findCustomer'>> => ({
  findCustomer: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    const details = account === undefined ? undefined : tables.customers.get(account.id);
    return account === undefined || details === undefined
      ? undefined
      : { account, ...details, members: membersOf(tables, account.id) };
  },
});

export const customerWrites = (
  tables: Tables,
): AtOnce<Pick<AccountWrites, 'addCustomer' | 'saveCustomer'>> => ({
  addCustomer: (customer) => {
    const { workflows, configurations, references, uniqueReferenceNames } = customer;
    if (isAddressTaken(tables, customer.account)) return err({ taken: 'AddressTaken' });
    const keys = uniqueKeys(customer.account, references, uniqueReferenceNames);
    const index = firstTaken(tables, customer.account.id, keys);
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const account = storeAccount(tables, customer.account);
    tables.customers.set(account.id, { workflows, configurations, references });
    putReferences(tables, account.id, references, keys);
    const members = customer.members.map((member) => storeNewMembership(tables, member));
    return ok({ account, workflows, configurations, references, members });
  },

  saveCustomer: ({ account, workflows, configurations, references, uniqueReferenceNames }) => {
    const { id, name, version, updatedAt } = account;
    const before = existing(tables, id);
    const details = tables.customers.get(id);
    if (details === undefined) throw new Error(`account ${id} is no customer`);
    if (before.version !== version - 1) return err({ taken: 'VersionStale' });
    const keys = uniqueKeys(before, references, uniqueReferenceNames);
    const index = firstTaken(tables, id, keys);
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    removeReferences(tables, before, details.references);
    replaceAccount(tables, before, { ...before, name, version, updatedAt });
    tables.customers.set(id, { workflows, configurations, references });
    putReferences(tables, id, references, keys);
    return ok(undefined);
  },
});

/** The place of the first key that another customer has; -1 where none has. */
const firstTaken = (tables: Tables, id: string, keys: readonly (string | undefined)[]): number =>
  keys.findIndex((key) => key !== undefined && isHeldByAnother(tables.references.get(key), id));
