import type { Persistence, StoredEvent } from '@tenantry/domain';
import { type BrokenAdapter, broken } from './altered.ts';
import { createLocks } from './locks.ts';
import { parallelPersistence } from './parallel-store.ts';

const noticesNoDeadlock = (): Persistence =>
  parallelPersistence({ locks: createLocks({ noticesDeadlocks: false }) });

const answersOkWhenOvertaken = (): Persistence => parallelPersistence({ noticesOvertaking: false });

/** As databases do that wait for whoever has the key: two then wait for each other. */
const waitsForMailboxes = (): Persistence => {
  const store = parallelPersistence();
  const locks = createLocks({ noticesDeadlocks: false });
  return {
    ...store,
    transact: async (work) => {
      const owner = {};
      try {
        return await store.transact(({ access, ...unit }) =>
          work({
            ...unit,
            access: {
              ...access,
              addUser: async (user) => {
                await locks.acquire(owner, user.email.canonical, 'exclusive');
                return access.addUser(user);
              },
            },
          }),
        );
      } finally {
        locks.release(owner);
      }
    },
  };
};

/** An event has its place from when it was added, whenever its unit commits. */
const placesEventsTooEarly = (): Persistence => {
  const store = parallelPersistence();
  const places = new Map<string, number>();
  const placed = (event: StoredEvent): StoredEvent => ({
    ...event,
    position: places.get(event.id) ?? event.position,
  });
  return {
    ...store,
    transact: (work) =>
      store.transact(({ records, ...unit }) =>
        work({
          ...unit,
          records: {
            ...records,
            addEvent: (event) => {
              places.set(event.id, places.size + 1);
              return records.addEvent(event);
            },
          },
        }),
      ),
    read: (work) =>
      store.read(({ records, ...view }) =>
        work({
          ...view,
          records: {
            ...records,
            events: async (reach, { after = 0, limit }) => {
              const all = await records.events(reach, { limit: 1000 });
              return all
                .map(placed)
                .filter(({ position }) => position > after)
                .toSorted((a, b) => a.position - b.position)
                .slice(0, limit);
            },
          },
        }),
      ),
  };
};

/** Whatever is asked for in one turn is one transaction, and falls as one. */
const fallsTogether = (): Persistence => {
  const store = parallelPersistence();
  let hasFailed = false;
  return {
    ...store,
    transact: async (work) => {
      const answer = await store.transact(work).catch((fault: unknown) => {
        hasFailed = true;
        throw fault;
      });
      if (hasFailed) throw new Error('another unit has failed');
      return answer;
    },
  };
};

/** Two units that delete the same rows fall over each other. */
const forgetsOneByOne = (): Persistence => {
  const store = parallelPersistence();
  let forgetting = 0;
  return {
    ...store,
    transact: async (work) => {
      const own = new Set<true>();
      try {
        return await store.transact(({ access, ...unit }) =>
          work({
            ...unit,
            access: {
              ...access,
              addTry: async (...given) => {
                if (forgetting > 0 && own.size === 0) throw new Error('these rows are locked');
                if (own.size === 0) forgetting++;
                own.add(true);
                return access.addTry(...given);
              },
            },
          }),
        );
      } finally {
        forgetting -= own.size;
      }
    },
  };
};

const commitsEachRun = (): Persistence => {
  const store = parallelPersistence();
  return {
    ...store,
    transact: async (work) => {
      await store.transact(work);
      return store.transact(work);
    },
  };
};

/** Adapters that run units at once, and let them get in each other's way. */
export const brokenParallel: readonly BrokenAdapter[] = [
  broken(
    'gives an event its place before it is committed',
    placesEventsTooEarly,
    'readers that follow the history miss no event of a unit that is late with its commit',
  ),
  broken(
    'lets neighbours fall with a unit',
    fallsTogether,
    'whatever ends one of many units at once leaves the others whole',
  ),
  broken(
    'forgets for one unit at a time',
    forgetsOneByOne,
    '20 who try at once all count, whatever they forget',
  ),
  broken(
    'commits each run of a unit',
    commitsEachRun,
    'a unit is committed once, however often its work is run',
  ),
  broken(
    'notices no deadlock of holds',
    noticesNoDeadlock,
    'two units that each hold an account the other wants both end',
  ),
  broken(
    'notices no deadlock over unique values',
    waitsForMailboxes,
    'two units that each take a mailbox the other wants both end, one with both',
  ),
  broken(
    'answers ok when it was overtaken',
    answersOkWhenOvertaken,
    'of 20 racers for one mailbox of a user, spelt in many ways exactly one wins',
  ),
];
