import {
  type AccountFilter,
  type AccountId,
  type Customer,
  effectiveStatusOf,
  type Persistence,
} from '@tenantry/domain';
import { altered, type BrokenAdapter, broken, seeing } from './altered.ts';

type Reference = NonNullable<AccountFilter['reference']>;

/** Customers are found by another rule. */
const searchingBy =
  (isMeant: (own: readonly Reference[], asked: Reference, customer: Customer) => boolean) =>
  (): Persistence =>
    seeing((accounts) => ({
      search: async (reach, { reference, limit, ...rest }) => {
        const all = await accounts.search(reach, { ...rest, limit: 1_000_000 });
        const found = [];
        for (const account of all) {
          const customer = await accounts.findCustomer(reach, account.id);
          if (reference === undefined) found.push(account);
          else if (customer && isMeant(customer.references, reference, customer))
            found.push(account);
        }
        return found.slice(0, limit);
      },
    }));

const letterByLetter = searchingBy((own, { name, value }) =>
  own.some((each) => each.name === name && each.value === value),
);

const inLowerCase = searchingBy((own, asked) => {
  const folded = ({ name, value }: Reference) => nfc(`${name} ${value}`).toLowerCase();
  return own.some((each) => folded(each) === folded(asked));
});

const byValueAlone = searchingBy((own, { value }) =>
  own.some((each) => nfc(each.value) === nfc(value)),
);

const byPartsOfTwo = searchingBy(
  (own, { name, value }) =>
    own.some((each) => nfc(each.name) === nfc(name)) &&
    own.some((each) => nfc(each.value) === nfc(value)),
);

const byOneText = searchingBy((own, asked) => {
  const joined = ({ name, value }: Reference) => nfc(`${name} ${value}`);
  return own.some((each) => joined(each) === joined(asked));
});

const byPattern = searchingBy((own, { name, value }) =>
  own.some(
    (each) => nfc(each.name) === nfc(name) && (value === '%' || nfc(each.value) === nfc(value)),
  ),
);

const nfc = (text: string): string => text.normalize('NFC');

/** As a join of accounts and references does. */
const onceForEach = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, { reference, ...page }) => {
      if (reference === undefined) return accounts.search(reach, page);
      const found = [];
      for (const account of await accounts.search(reach, { reference, ...page })) {
        const customer = await accounts.findCustomer(reach, account.id);
        const own = customer?.references.filter(({ value }) => value === reference.value) ?? [];
        found.push(account, ...own.slice(1).map(() => account));
      }
      return found.slice(0, page.limit);
    },
  }));

/** Where the unique references alone have an index of their own. */
const amongTheUnique = (): Persistence => {
  const unique = new Set<AccountId>();
  return altered(
    ({ accounts, ...unit }) => ({
      ...unit,
      accounts: {
        ...accounts,
        addCustomer: (customer) => {
          if (customer.uniqueReferenceNames.length > 0) unique.add(customer.account.id);
          return accounts.addCustomer(customer);
        },
      },
    }),
    ({ accounts, ...view }) => ({
      ...view,
      accounts: {
        ...accounts,
        search: async (reach, page) => {
          const found = await accounts.search(reach, page);
          return page.reference === undefined ? found : found.filter(({ id }) => unique.has(id));
        },
      },
    }),
  );
};

const remembersReferences = (): Persistence => {
  const former = new Map<string, AccountId>();
  return altered(
    ({ accounts, ...unit }) => ({
      ...unit,
      accounts: {
        ...accounts,
        addCustomer: (customer) => {
          for (const { value } of customer.references) former.set(value, customer.account.id);
          return accounts.addCustomer(customer);
        },
      },
    }),
    ({ accounts, ...view }) => ({
      ...view,
      accounts: {
        ...accounts,
        search: async (reach, page) => {
          const found = await accounts.search(reach, page);
          const id = page.reference && former.get(page.reference.value);
          const account = id && (await accounts.find(reach, id));
          return found.length > 0 || !account ? found : [account];
        },
      },
    }),
  );
};

const anyKind = (): Persistence =>
  seeing((accounts) => ({
    search: (reach, { kind: _, ...page }) => accounts.search(reach, page),
  }));

const anyStatus = (): Persistence =>
  seeing((accounts) => ({
    search: (reach, { status: _, ...page }) => accounts.search(reach, page),
  }));

const byWhatIsAbove = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, { status, ...page }) => {
      const found = [];
      for (const account of await accounts.search(reach, page)) {
        const lineage = await accounts.lineage('installation', account.id);
        if (status === undefined || (lineage && effectiveStatusOf(lineage) === status))
          found.push(account);
      }
      return found;
    },
  }));

const activeAlone = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, page) =>
      (await accounts.search(reach, page)).filter(({ status }) => status !== 'closed'),
  }));

const anywhere = (): Persistence =>
  seeing((accounts) => ({ search: (_, page) => accounts.search('installation', page) }));

const beneathAlone = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, page) =>
      (await accounts.search(reach, page)).filter(
        ({ id }) => reach === 'installation' || id !== reach.below,
      ),
  }));

const byAge = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, page) =>
      (await accounts.search(reach, page)).toSorted((a, b) => a.number - b.number),
  }));

const cutsFirst = (): Persistence =>
  seeing((accounts) => ({
    search: async (reach, { kind, ...page }) => {
      const found = await accounts.search(reach, page);
      return found.filter((account) => kind === undefined || account.kind === kind);
    },
  }));

const repeats = (): Persistence =>
  seeing((accounts) => ({
    search: (reach, { after: _, ...page }) => accounts.search(reach, page),
  }));

const fits = 'a search finds by id what fits the filter in all its parts';
const paged = 'a search comes in pages that are filled, and goes on after any account';
const reached = 'search answers within the reach alone';

/** Adapters that find more than is looked for, or less. */
export const brokenSearches: readonly BrokenAdapter[] = [
  broken('searches references letter by letter', letterByLetter, fits),
  broken('searches references in lower case', inLowerCase, fits),
  broken('searches references by their values alone', byValueAlone, fits),
  broken('searches for the parts of a reference in two', byPartsOfTwo, fits),
  broken('searches for name and value as one text', byOneText, fits),
  broken('takes what is searched for a pattern', byPattern, fits),
  broken('finds a customer once for each of its references', onceForEach, fits),
  broken('searches among unique references alone', amongTheUnique, fits),
  broken('searches accounts of any kind', anyKind, fits),
  broken('searches accounts of any status', anyStatus, fits),
  broken('searches by the status of what is above', byWhatIsAbove, fits),
  broken('searches no closed accounts', activeAlone, fits),
  broken('lists what it finds by age', byAge, fits),
  broken('searches beyond the reach', anywhere, reached),
  broken('searches beneath the top of the reach alone', beneathAlone, reached),
  broken('cuts a page before it looks at the kind', cutsFirst, paged),
  broken('repeats a page of what it finds', repeats, paged),
  broken(
    'finds a customer by what it was referred to',
    remembersReferences,
    'a customer is found by what it is referred to by now alone',
  ),
];
