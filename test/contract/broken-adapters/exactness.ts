import {
  ok,
  type Persistence,
  type Result,
  restoreConfigurations,
  type View,
} from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import {
  adding,
  altered,
  type BrokenAdapter,
  broken,
  keeping,
  relaying,
  seeing,
  writing,
} from './altered.ts';

const refusesNone = (): Persistence =>
  seeing((accounts) => ({
    statuses: async (ids) => {
      if (ids.length === 0) throw new Error('syntax error near ()');
      return accounts.statuses(ids);
    },
  }));

const refusesMany = (): Persistence =>
  seeing((accounts) => ({
    statuses: async (ids) => {
      if (ids.length > 999) throw new Error('too many variables');
      return accounts.statuses(ids);
    },
  }));

const owesSomething = (): Persistence =>
  relaying((deliveries) => ({
    add: async (added) => {
      if (added.length === 0) throw new Error('there are no values');
      return deliveries.add(added);
    },
  }));

const looksUnderFew = (): Persistence =>
  altered(
    (unit) => unit,
    ({ records, ...view }) => ({
      ...view,
      records: {
        ...records,
        findResult: (lookups, now) => records.findResult(lookups.slice(0, 5), now),
      },
    }),
  );

const most = (limit: number): number => Math.min(limit, 100);

const shortPages: Readonly<Record<string, () => Persistence>> = {
  children: () =>
    seeing((accounts) => ({
      children: (reach, of, page) =>
        accounts.children(reach, of, { ...page, limit: most(page.limit) }),
    })),
  'a subtree': () =>
    seeing((accounts) => ({
      subtree: (reach, of, page) =>
        accounts.subtree(reach, of, { ...page, limit: most(page.limit) }),
    })),
  'a search': () =>
    seeing((accounts) => ({
      search: (reach, page) => accounts.search(reach, { ...page, limit: most(page.limit) }),
    })),
  masters: () =>
    seeing((accounts) => ({
      masters: async (reach) => (await accounts.masters(reach)).slice(0, 100),
    })),
  events: () =>
    altered(
      (unit) => unit,
      ({ records, ...view }) => ({
        ...view,
        records: {
          ...records,
          events: (reach, page) => records.events(reach, { ...page, limit: most(page.limit) }),
        },
      }),
    ),
  'mail that is claimed': () =>
    relaying((deliveries) => ({
      claim: (claim) => deliveries.claim({ ...claim, limit: most(claim.limit) }),
    })),
};

const cutsConfigurations = (): Persistence =>
  writing((accounts) => ({
    addCustomer: (customer) =>
      accounts.addCustomer({
        ...customer,
        configurations: restoreConfigurations(customer.configurations.slice(0, 65_535)),
      }),
  }));

const roundsNumbers = (): Persistence =>
  writing((accounts) => ({
    addCustomer: (customer) =>
      accounts.addCustomer({
        ...customer,
        configurations: restoreConfigurations(
          customer.configurations.replace(/(\d{17})\d+/g, '$10'),
        ),
      }),
  }));

const keepsFewReferences = (): Persistence =>
  writing((accounts) => ({
    addCustomer: (customer) =>
      accounts.addCustomer({ ...customer, references: customer.references.slice(0, 64) }),
  }));

const cutsResults = (): Persistence =>
  keeping((records) => ({
    addResult: (result, now) =>
      records.addResult({ ...result, sealed: result.sealed.slice(0, 65_535) }, now),
  }));

const countsInLowerCase = (): Persistence =>
  adding((access) => ({
    addTry: (lookup, until, now) => access.addTry(lookup.toLowerCase(), until, now),
  }));

const keepsInLowerCase = (): Persistence =>
  keeping((records) => ({
    addResult: async (result, now) => {
      const lookup = result.lookup.toLowerCase();
      const found = await records.findResult([lookup], now);
      return found === undefined ? records.addResult({ ...result, lookup }, now) : ok(undefined);
    },
  }));

const replacesNothing = (): Persistence =>
  adding((access) => ({
    replaceCredential: async (id, from, credential) => {
      const user = await access.findUser(id);
      return user === undefined || access.replaceCredential(id, from, credential);
    },
  }));

const readsNumbers = (): Persistence =>
  seeing((accounts) => ({
    partners: async (reach, { named, ...slice }) => {
      if (named === undefined) return accounts.partners(reach, slice);
      const all = await accounts.partners(reach, { skip: 0, limit: 1_000_000 });
      const meant = all.items.find(({ account }) => `${account.number}` === named.text);
      const ref = named.ref ?? meant?.account.id;
      const wanted = ref === undefined ? named : { ...named, ref };
      return accounts.partners(reach, { ...slice, named: wanted });
    },
  }));

const answersTheValueAlone = (): Persistence => {
  const store = memoryPersistence();
  const valueAlone = <T, E>(answer: Result<T, E>): Result<T, E> =>
    answer.ok ? { ok: true, value: answer.value } : { ok: false, error: answer.error };
  return { ...store, transact: async (work) => valueAlone(await store.transact(work)) };
};

const hidesFaultsOfUnits = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    transact: (work) =>
      store.transact(work).catch(() => {
        throw new Error('the store has failed');
      }),
  };
};

const namesWhatIsNoError = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    read: (work) =>
      store.read(work).catch((fault: unknown) => {
        throw fault instanceof Error ? fault : new Error('the store has failed');
      }),
  };
};

const hidesFaultsOfReads = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    read: (work) =>
      store.read(work).catch((cause: unknown) => {
        throw new Error('the read has failed', { cause });
      }),
  };
};

/** Each read is of that very moment, whatever has become of the one that it belongs to. */
const lendsForGood = (): Persistence => {
  const store = memoryPersistence();
  const lasting = ({ accounts, ...view }: View): View => ({
    accounts: {
      ...accounts,
      find: (reach, ref) => store.read((view) => view.accounts.find(reach, ref)),
    },
    ...view,
  });
  return { ...store, read: (work) => store.read((view) => work(lasting(view))) };
};

const few = 'asked for nothing, a store answers nothing; for thousands, all';
const large = 'what is as large as it may be is whole, and so is a page of 110';
const lookups = 'lookups that differ by letter case alone are different ones';
const threw = 'a unit and a read throw what their work threw';

/** Adapters that are exact about ordinary things alone. */
export const brokenExactness: readonly BrokenAdapter[] = [
  broken('cannot be asked for no statuses', refusesNone, few),
  broken('cannot be asked for many statuses', refusesMany, few),
  broken('cannot be given no mail', owesSomething, few),
  broken('looks under the first few lookups', looksUnderFew, few),
  ...Object.entries(shortPages).map(([list, open]) =>
    broken(`shows no more than a hundred of ${list}`, open, large),
  ),
  broken('cuts configurations at 64 KiB', cutsConfigurations, large),
  broken('rounds the numbers of configurations', roundsNumbers, large),
  broken('keeps 64 references', keepsFewReferences, large),
  broken('cuts results at 64 KiB', cutsResults, large),
  broken('counts tries in lower case', countsInLowerCase, lookups),
  broken('keeps results in lower case', keepsInLowerCase, lookups),
  broken(
    'says that the credential of nobody was replaced',
    replacesNothing,
    'a credential of nobody is not replaced, which is an answer',
  ),
  broken(
    'reads a number out of a text',
    readsNumbers,
    'a partner’s id and number name it as a reference alone, never as text',
  ),
  broken(
    'answers the value of a unit alone',
    answersTheValueAlone,
    'a unit answers what its work answered, with all its members',
  ),
  broken('hides what a unit threw', hidesFaultsOfUnits, threw),
  broken('hides what a read threw', hidesFaultsOfReads, threw),
  broken('makes an Error of what is none', namesWhatIsNoError, threw),
  broken('lends its views for good', lendsForGood, 'what a read handed out throws once it is over'),
];
