import type { Persistence, View } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { type BrokenAdapter, broken } from './altered.ts';
import { askingView, invoke } from './asking.ts';

const readsManyMoments = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    read: (work) =>
      store.read((sample) =>
        work(
          askingView(sample, (pick, ...asked) =>
            store.read((view) => invoke(pick(view), ...asked)),
          ),
        ),
      ),
  };
};

const beginsWithItsFirstQuestion = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    read: (work) =>
      store.read(async (sample) => {
        const over = Promise.withResolvers<void>();
        const begin = (): Promise<View> =>
          new Promise((resolve, reject) => {
            const read = store.read(async (view) => {
              resolve(view);
              await over.promise;
            });
            read.catch(reject);
          });
        let begun: Promise<View> | undefined;
        const answer = work(
          askingView(sample, async (pick, ...asked) =>
            invoke(pick(await (begun ??= begin())), ...asked),
          ),
        );
        return answer.finally(over.resolve);
      }),
  };
};

const keepsUnitsWaiting = (): Persistence => {
  const store = memoryPersistence();
  const reading = new Set<Promise<unknown>>();
  return {
    ...store,
    transact: async (work) => {
      await Promise.allSettled(reading);
      return store.transact(work);
    },
    read: (work) => {
      const read = store.read(work);
      reading.add(read);
      const end = (): unknown => reading.delete(read);
      read.then(end, end);
      return read;
    },
  };
};

const faultsOnceClosed = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    read: (work) =>
      store.read(work).catch((fault: unknown) => {
        throw new Error('the connection is gone', { cause: fault });
      }),
  };
};

/** Adapters whose reads see more than one moment, or at the wrong price. */
export const brokenMoments: readonly BrokenAdapter[] = [
  broken(
    'reads each question at a moment of its own',
    readsManyMoments,
    'a read sees one moment, whatever is committed between its questions',
  ),
  broken(
    'begins a read with its first question',
    beginsWithItsFirstQuestion,
    'a read sees the moment at which it began, though it asks later',
  ),
  broken(
    'keeps units waiting for reads',
    keepsUnitsWaiting,
    'a read sees one moment, whatever is committed between its questions',
  ),
  broken(
    'takes its own end for a fault',
    faultsOnceClosed,
    'a store that was closed begins no unit and no read',
  ),
];
