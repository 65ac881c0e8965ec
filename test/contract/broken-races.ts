import { ok, type Persistence, type Unit } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { parallelPersistence } from './broken-adapters/parallel-store.ts';

export interface BrokenRace {
  readonly fault: string;
  readonly open: () => Persistence;
  /** The law that is meant to catch it. */
  readonly caughtBy: string;
}

const suspension = 'nothing is opened beneath an account once it is suspended';

/** A store in memory, a part of whose units is done otherwise. */
const spoilt = (part: (unit: Unit) => Partial<Unit>): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    transact: (work) => store.transact((unit) => work({ ...unit, ...part(unit) })),
  };
};

/** A store whose units run at once, and which saves a membership over whatever that is by then. */
const savingBlindly = (): Persistence => {
  const store = parallelPersistence();
  const blind = ({ access }: Unit): Partial<Unit> => ({
    access: {
      ...access,
      saveMembership: async (membership) => {
        const found = await access.findMembership(membership.id);
        return access.saveMembership(membership, found?.membership ?? membership);
      },
    },
  });
  return {
    ...store,
    transact: (work) => store.transact((unit) => work({ ...unit, ...blind(unit) })),
  };
};

/** Stores that go wrong where several use them at once. */
export const brokenRaces: readonly BrokenRace[] = [
  {
    fault: 'lets nobody hold anything',
    open: () => parallelPersistence({ lockOf: () => undefined }),
    caughtBy: suspension,
  },
  {
    fault: 'lets nobody hold an account that they change',
    open: () => parallelPersistence({ lockOf: () => undefined }),
    caughtBy: 'of two managers who put out each other one is left',
  },
  {
    fault: 'lets nobody hold what they correct',
    open: () => parallelPersistence({ lockOf: () => undefined }),
    caughtBy: 'of corrections of one version of each other kind exactly one is made',
  },
  {
    fault: 'saves a membership over whatever it has become',
    open: savingBlindly,
    caughtBy: 'of acceptances by a person with a password of their own exactly one joins',
  },
  {
    fault: 'lets an account change while others hold it',
    open: () => parallelPersistence({ lockOf: () => 'shared' }),
    caughtBy: suspension,
  },
  {
    fault: 'reads before it holds',
    open: () => parallelPersistence({ holdReads: 'before it holds' }),
    caughtBy: 'nothing is opened beneath one whose parent is suspended',
  },
  {
    fault: 'reads in a unit what was there before it',
    open: () => parallelPersistence({ reads: 'as of its beginning' }),
    caughtBy: suspension,
  },
  {
    fault: 'commits what was overtaken',
    open: () => parallelPersistence({ noticesOvertaking: false }),
    caughtBy: 'of partners who want one name exactly one gets it',
  },
  {
    fault: 'does not know an attempt again',
    open: () =>
      spoilt(({ records }) => ({
        records: {
          ...records,
          findResult: async () => undefined,
          addResult: async () => ok(undefined),
        },
      })),
    caughtBy: 'one attempt that is made three times at once makes one account',
  },
  {
    fault: 'counts no tries',
    open: () =>
      spoilt(({ access }) => ({
        access: { ...access, addTry: async (_, until) => ({ count: 1, until }) },
      })),
    caughtBy: 'wrong passwords at once are no more tries than the rules allow',
  },
  {
    fault: 'gives a message to every relay',
    open: () =>
      spoilt(({ deliveries }) => ({
        deliveries: {
          ...deliveries,
          claim: ({ now, limit }) => deliveries.claim({ now, until: now, limit }),
        },
      })),
    caughtBy: 'two relays at once send each letter once',
  },
];
