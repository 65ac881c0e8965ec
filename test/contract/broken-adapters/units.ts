import { AsyncLocalStorage } from 'node:async_hooks';
import { err, type NewAccount, ok, type Persistence, type Unit } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { adding, altered, type BrokenAdapter, broken } from './altered.ts';

const goesOnAfterConflicts = (): Persistence => {
  const mailboxes = new Set<string>();
  return adding((access) => ({
    addUser: async (user) => {
      const { canonical } = user.email;
      if (mailboxes.has(canonical)) return err({ taken: 'EmailTaken' });
      mailboxes.add(canonical);
      return access.addUser(user);
    },
  }));
};

const goesOnAfterFaults = (): Persistence =>
  altered(({ accounts, access, ...unit }) => ({
    ...unit,
    accounts,
    access: {
      ...access,
      addKey: async (key) => {
        const account = await accounts.find('installation', key.accountId);
        if (account === undefined) throw new Error('there is no such account');
        return access.addKey(key);
      },
    },
  }));

const landsInItsNeighbour = (): Persistence => {
  const store = memoryPersistence();
  const outside = AsyncLocalStorage.snapshot();
  const later = (account: NewAccount): Promise<unknown> =>
    outside(() => store.transact((unit) => unit.accounts.addMaster(account)));
  return {
    ...store,
    transact: (work) =>
      store.transact(({ accounts, ...unit }) => {
        const addMaster: typeof accounts.addMaster = (account) => {
          const answer = accounts.addMaster(account);
          answer.catch(() => later(account).catch(() => undefined));
          return answer;
        };
        return work({ ...unit, accounts: { ...accounts, addMaster } });
      }),
  };
};

const commitsErrors = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const kept = await store.transact(async (unit) => ok(await work(unit)));
    return kept.ok ? kept.value : kept;
  };
  return { ...store, transact };
};

const commitsThrows = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const kept = await store.transact(async (unit) => {
      try {
        const answer = await work(unit);
        return answer.ok ? ok(() => answer) : answer;
      } catch (fault) {
        return ok(() => {
          throw fault;
        });
      }
    });
    return kept.ok ? kept.value() : kept;
  };
  return { ...store, transact };
};

const joinsNested = (): Persistence => {
  const store = memoryPersistence();
  const running = new AsyncLocalStorage<Unit>();
  const transact: Persistence['transact'] = async (work) => {
    const outer = running.getStore();
    return outer === undefined
      ? store.transact((unit) => running.run(unit, () => work(unit)))
      : work(outer);
  };
  return { ...store, transact };
};

const remembersUnitsTooLong = (): Persistence => {
  const store = memoryPersistence();
  const inUnit = new AsyncLocalStorage<true>();
  return {
    ...store,
    transact: async (work) => {
      if (inUnit.getStore() === true) throw new Error('transact within a unit');
      return store.transact((unit) => inUnit.run(true, () => work(unit)));
    },
  };
};

const waitsForItself = (): Persistence => {
  const store = memoryPersistence();
  const outside = AsyncLocalStorage.snapshot();
  return { ...store, transact: (work) => outside(() => store.transact(work)) };
};

const outlivesItsUnit = (): Persistence =>
  altered((unit) => ({
    ...unit,
    records: {
      ...unit.records,
      installation: () => unit.records.installation().catch(() => undefined),
    },
  }));

const neverCloses = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    close: async () => {
      await store.transact(async () => ok('after all that run'));
    },
  };
};

/** Adapters whose units are not all or nothing, or not over when they are over. */
export const brokenUnits: readonly BrokenAdapter[] = [
  broken(
    'goes on after a conflict',
    goesOnAfterConflicts,
    "a conflict over a user's mailbox spends the unit",
  ),
  broken(
    'goes on after a fault',
    goesOnAfterFaults,
    'a key of an account that does not exist is a fault, and spends the unit',
  ),
  broken(
    'lets a call land in the next unit',
    landsInItsNeighbour,
    'of calls made in one turn nothing is left when the first is a fault',
  ),
  broken('commits an error', commitsErrors, 'a unit that answers an error rolls back'),
  broken('commits what threw', commitsThrows, 'a unit that throws rolls back'),
  broken('joins a nested transact', joinsNested, 'a nested transact throws at once'),
  broken(
    'takes what a unit left behind for nested',
    remembersUnitsTooLong,
    'what a unit left behind may begin another after its commit',
  ),
  broken('waits for itself', waitsForItself, 'a nested transact throws at once'),
  broken(
    'answers after the unit',
    outlivesItsUnit,
    'what a unit handed out throws after its commit',
  ),
  broken(
    'goes on after it was closed',
    neverCloses,
    'a store that was closed begins no unit and no read',
  ),
];
