import { AsyncLocalStorage } from 'node:async_hooks';
import type { Customer, Persistence, Unit, View } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { type BrokenAdapter, broken, recognising, seeing } from './altered.ts';

const readsBehindUnits = (): Persistence => {
  const store = memoryPersistence();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    transact: (work) => {
      const answer = store.transact(work);
      last = answer.catch(() => undefined);
      return answer;
    },
    read: (work) => last.then(() => store.read(work)),
  };
};

const readsUncommitted = (): Persistence => {
  const store = memoryPersistence();
  const open = new Set<Unit>();
  return {
    ...store,
    transact: (work) =>
      store.transact((unit) => {
        open.add(unit);
        return work(unit).finally(() => open.delete(unit));
      }),
    read: (work) => {
      const [unit] = open;
      return unit === undefined ? store.read(work) : work(unit);
    },
  };
};

const readsOneByOne = (): Persistence => {
  const store = memoryPersistence();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    read: (work) => {
      const answer = last.then(() => store.read(work));
      last = answer.catch(() => undefined);
      return answer;
    },
  };
};

const readsWithDeadViews = (): Persistence => {
  const store = memoryPersistence();
  const inRead = new AsyncLocalStorage<View>();
  return {
    ...store,
    read: (work) => {
      const outer = inRead.getStore();
      return outer === undefined
        ? store.read((view) => inRead.run(view, () => work(view)))
        : work(outer);
    },
  };
};

const handsOutItsOwn = (): Persistence => {
  const held = new Map<unknown, Customer>();
  return seeing((accounts) => ({
    findCustomer: async (reach, ref) => {
      const found = await accounts.findCustomer(reach, ref);
      if (found === undefined) return undefined;
      const kept = held.get(ref) ?? found;
      held.set(ref, kept);
      return kept;
    },
  }));
};

const reachesTooFar = (): Persistence =>
  seeing((accounts) => ({ find: (_, ref) => accounts.find('installation', ref) }));

const repeatsPages = (): Persistence =>
  seeing((accounts) => ({
    children: (reach, of, { limit }) => accounts.children(reach, of, { limit }),
  }));

const listsByAge = (): Persistence =>
  seeing((accounts) => ({
    masters: async (reach) =>
      (await accounts.masters(reach)).toSorted((a, b) => a.number - b.number),
  }));

const listsNoRevoked = (): Persistence =>
  recognising((access) => ({
    members: async (account, page) =>
      (await access.members(account, page)).filter(({ status }) => status !== 'revoked'),
  }));

/** Adapters whose reads wait, or show what is not theirs to show. */
export const brokenReads: readonly BrokenAdapter[] = [
  broken('reads behind units', readsBehindUnits, 'a read waits for no open unit'),
  broken('reads what is not committed', readsUncommitted, 'a read sees committed data alone'),
  broken(
    'reads one by one',
    readsOneByOne,
    'a read within a read answers, and leaves the outer one alive',
  ),
  broken(
    'reads with the view of a read that is over',
    readsWithDeadViews,
    'what a read left behind may begin another once it has settled',
  ),
  broken(
    'hands out what it holds',
    handsOutItsOwn,
    'what was handed out cannot change what is stored',
  ),
  broken('looks beyond the reach', reachesTooFar, 'find answers within the reach alone'),
  broken(
    'repeats a page',
    repeatsPages,
    'children come by id, each once, whatever the size of a page',
  ),
  broken('lists by age', listsByAge, 'masters come by id'),
  broken(
    'lists no members who were put out',
    listsNoRevoked,
    'the members of an account come back whole, in their order',
  ),
];
