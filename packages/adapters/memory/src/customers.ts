import {
  type AccountReads,
  type AccountWrites,
  comparable,
  err,
  type NewCustomer,
  ok,
  parentIdOf,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { membersOf, storeNewMembership } from './members.ts';
import { isAddressTaken, storeAccount } from './nodes.ts';
import type { Tables } from './tables.ts';
import { findWithin } from './tree.ts';

export const customerReads = (tables: Tables): AtOnce<Pick<AccountReads, 'findCustomer'>> => ({
  findCustomer: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    const details = account === undefined ? undefined : tables.customers.get(account.id);
    return account === undefined || details === undefined
      ? undefined
      : { account, ...details, members: membersOf(tables, account.id) };
  },
});

export const customerWrites = (tables: Tables): AtOnce<Pick<AccountWrites, 'addCustomer'>> => ({
  addCustomer: (customer) => {
    const { workflows, configurations, references } = customer;
    if (isAddressTaken(tables, customer.account)) return err({ taken: 'AddressTaken' });
    const keys = uniqueKeys(customer);
    const index = keys.findIndex(
      (key) => key !== undefined && tables.references.get(key) !== undefined,
    );
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const account = storeAccount(tables, customer.account);
    tables.customers.set(account.id, { workflows, configurations, references });
    for (const key of keys) if (key !== undefined) tables.references.set(key, account.id);
    const members = customer.members.map((member) => storeNewMembership(tables, member));
    return ok({ account, workflows, configurations, references, members });
  },
});

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
