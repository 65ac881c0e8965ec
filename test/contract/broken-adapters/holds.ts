import type { Persistence } from '@tenantry/domain';
import { type BrokenAdapter, broken, keeping } from './altered.ts';
import { createLocks } from './locks.ts';
import { parallelPersistence } from './parallel-store.ts';

const holdsNothingShared = (): Persistence =>
  parallelPersistence({ lockOf: (_, how) => (how === 'change' ? 'exclusive' : undefined) });

const holdsNothingAbove = (): Persistence =>
  parallelPersistence({
    lockOf: (at, how) => (at === 'above' ? undefined : how === 'change' ? 'exclusive' : 'shared'),
  });

const sharesWhatIsChanged = (): Persistence => parallelPersistence({ lockOf: () => 'shared' });

const readsBeforeItHolds = (): Persistence => parallelPersistence({ holdReads: 'before it holds' });

const readsWhatItBeganWith = (): Persistence =>
  parallelPersistence({ reads: 'as of its beginning' });

const waitsForItsOwnHold = (): Persistence =>
  parallelPersistence({ locks: createLocks({ isReentrant: false }) });

const holdsLookupsAsTheyCome = (): Persistence =>
  parallelPersistence({
    locks: createLocks({ noticesDeadlocks: false }),
    lookups: (lookups) => lookups,
  });

const holdsNoLookup = (): Persistence => parallelPersistence({ lookups: () => [] });

const holdsTheFirstLookup = (): Persistence =>
  parallelPersistence({ lookups: (lookups) => lookups.slice(0, 1) });

const neverReleasesAfterRollback = (): Persistence =>
  parallelPersistence({ releasesAfter: (outcome) => outcome === 'commit' });

/** A held lookup leaves a mark that goes for a result. */
const marksWhatIsHeld = (): Persistence => {
  const marked = new Set<string>();
  return keeping((records) => {
    const own = new Set<string>();
    return {
      holdResult: async (lookups) => {
        for (const lookup of lookups) own.add(lookup);
        for (const lookup of lookups) marked.add(lookup);
        return records.holdResult(lookups);
      },
      addResult: async (result, now) =>
        marked.has(result.lookup) && !own.has(result.lookup)
          ? { ok: false, error: { taken: 'Result' } }
          : records.addResult(result, now),
    };
  });
};

const oneKeeps = 'of 20 who hold one lookup one keeps a result, and the others find it';

/** Adapters that run units at once, and do not keep them from what others hold. */
export const brokenHolds: readonly BrokenAdapter[] = [
  broken(
    'holds nothing for those who do not change it',
    holdsNothingShared,
    'an account that is held in its lineage is not held for change by another',
  ),
  broken(
    'holds nothing above an account',
    holdsNothingAbove,
    'an account that is held in the lineage of one beneath it is not held for change by another',
  ),
  broken(
    'shares what is held for change',
    sharesWhatIsChanged,
    'an account that is held for change is held by no other in any way',
  ),
  broken(
    'lets two change one account',
    sharesWhatIsChanged,
    'an account that is held for change is not held for change by another',
  ),
  broken(
    'reads what it holds before it holds it',
    readsBeforeItHolds,
    'of a suspension and an opening beneath it, who holds second sees the first',
  ),
  broken(
    'reads what stood when its unit began',
    readsWhatItBeganWith,
    'whoever holds an account after another’s change sees it after its commit',
  ),
  broken(
    'corrects what stood when its unit began',
    readsWhatItBeganWith,
    'corrections that each go by what they hold follow one another',
  ),
  broken(
    'waits for its own hold',
    waitsForItsOwnHold,
    'what a unit holds it may hold again, whichever way',
  ),
  broken(
    'holds no lookup',
    holdsNoLookup,
    'a lookup that is held is free again after work answered an error',
  ),
  broken('looks for a result as of its beginning', readsWhatItBeganWith, oneKeeps),
  broken(
    'holds the first of several lookups',
    holdsTheFirstLookup,
    'a lookup that is held is free again after its commit',
  ),
  broken(
    'holds lookups in the order in which they come',
    holdsLookupsAsTheyCome,
    'of 20 who hold several lookups in any order one keeps a result',
  ),
  broken(
    'never releases what a failed unit held',
    neverReleasesAfterRollback,
    'a lookup that is held is free again after work threw',
  ),
  broken('marks what is held', marksWhatIsHeld, 'holding a lookup keeps nothing by itself'),
];
