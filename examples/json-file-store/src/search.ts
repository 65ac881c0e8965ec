import { type AccountReads, comparable, isWithin } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { State } from './state.ts';

/** Accounts, found by what is said of them. */
export const accountSearch = (state: State): AtOnce<Pick<AccountReads, 'search'>> => ({
  search: (reach, { after = '', limit, reference, kind, status }) => {
    const referred = reference === undefined ? undefined : customersReferredToAs(state, reference);
    return state.accounts
      .filter((account) => isWithin(reach, account) && account.id > after)
      .filter((account) => kind === undefined || account.kind === kind)
      .filter((account) => status === undefined || account.status === status)
      .filter(({ id }) => referred === undefined || referred.has(id))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  },
});

const customersReferredToAs = (
  { customers }: State,
  { name, value }: { readonly name: string; readonly value: string },
): ReadonlySet<string> =>
  new Set(
    customers
      .filter(({ references }) =>
        references.some(
          (own) =>
            comparable(own.name) === comparable(name) &&
            comparable(own.value) === comparable(value),
        ),
      )
      .map(({ accountId }) => accountId),
  );
