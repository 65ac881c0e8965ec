import {
  type AccountReads,
  type AccountWrites,
  comparable,
  err,
  type NewCustomer,
  ok,
  parentIdOf,
} from '@tenantry/domain';
import { addAccount, findWithin, isAddressTaken } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { addMember, membersOf } from './memberships.ts';
import type { State } from './state.ts';

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

export const customerWrites = (state: State): AtOnce<Pick<AccountWrites, 'addCustomer'>> => ({
  addCustomer: (customer) => {
    if (isAddressTaken(state, customer.account)) return err({ taken: 'AddressTaken' });
    const taken = new Set(state.customers.flatMap(({ uniqueKeys }) => uniqueKeys));
    const keys = referenceKeys(customer);
    const index = keys.findIndex((key) => key !== undefined && taken.has(key));
    if (index !== -1) return err({ taken: 'ReferenceTaken', index });

    const { workflows, configurations, references } = customer;
    const details = { workflows, configurations, references };
    const account = addAccount(state, customer.account);
    const uniqueKeys = keys.filter((key) => key !== undefined);
    state.customers.push({ accountId: account.id, ...details, uniqueKeys });
    const members = customer.members.map((member) => addMember(state, member));
    return ok({ account, ...details, members });
  },
});

/** What each reference is unique by, among the children of the parent; undefined where it is not. */
function referenceKeys({
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
