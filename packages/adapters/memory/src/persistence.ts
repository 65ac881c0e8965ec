import { AsyncLocalStorage } from 'node:async_hooks';
import { type Persistence, type Result, StoreUnavailable, type Unit } from '@tenantry/domain';
import type { Scope } from './guard.ts';
import { unitOf, viewOf } from './repositories.ts';
import { snapshotsOf } from './snapshots.ts';
import { commitTables, openTables } from './tables.ts';

/**
 * An installation that lives in this process and is gone with it. It keeps every promise of the
 * port, so tests use it where they would else pretend: units run strictly one after another, reads
 * see what was committed when they began and wait for nobody, and what is handed in or out is a copy.
 *
 * It is never `Unavailable`. A row that names another which does not exist is a fault, as is an
 * id that is stored twice.
 */
export const memoryPersistence = (): Persistence => {
  const committed = openTables();
  const snapshots = snapshotsOf(committed);
  const running = new AsyncLocalStorage<Scope>();
  let lastUnit: Promise<void> = Promise.resolve();
  let closed = false;

  const runUnit = async <T, E>(
    work: (unit: Unit) => Promise<Result<T, E>>,
  ): Promise<Result<T, E>> => {
    const layer = openTables(committed);
    const scope: Scope = { open: true, spent: false };
    try {
      const answer = await running.run(scope, () => work(unitOf(layer, scope)));
      if (!answer.ok) return answer;
      if (scope.spent)
        throw new Error('work answered ok after a conflict or a fault: nothing was committed');
      snapshots.end();
      commitTables(layer);
      return answer;
    } finally {
      scope.open = false;
    }
  };

  return {
    transact: async (work) => {
      if (running.getStore()?.open === true)
        throw new Error('transact was called within a unit: it would wait for itself');
      if (closed) throw new Error('this store has been closed');
      const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
      const before = lastUnit;
      lastUnit = settled;
      await before;
      try {
        return await runUnit(work);
      } finally {
        settle();
      }
    },

    read: async (work) => {
      if (closed) throw new StoreUnavailable('this store has been closed');
      const scope: Scope = { open: true, spent: false };
      try {
        return await snapshots.during((tables) => work(viewOf(tables, scope)));
      } finally {
        scope.open = false;
      }
    },

    within: ({ dialect }) => {
      throw new TypeError(`the memory store cannot join a transaction of a host (${dialect})`);
    },

    close: async () => {
      closed = true;
      await lastUnit;
    },
  };
};
