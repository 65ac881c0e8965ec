import { createLocks, type Locks, type Mode } from './locks.ts';

/** How a store that runs units at once does what it has to: soundly, or in another way. */
export interface Ways {
  readonly locks: Locks;
  /** The locks that a hold takes of a lineage, root first. */
  readonly lockOf: (at: 'above' | 'itself', how: 'lineage' | 'change') => Mode | undefined;
  /** The lookups that are locked, in their order. */
  readonly lookups: (lookups: readonly string[]) => readonly string[];
  /** What a hold answers was read then. */
  readonly holdReads: 'once it holds' | 'before it holds';
  /** What a unit reads was committed then, or is its own. */
  readonly reads: 'as of now' | 'as of its beginning';
  readonly releasesAfter: (outcome: 'commit' | 'rollback') => boolean;
  /** Whether a unit that was overtaken begins anew, as it has to. */
  readonly noticesOvertaking: boolean;
}

export const soundly = (): Ways => ({
  locks: createLocks(),
  lockOf: (at, how) => (at === 'itself' && how === 'change' ? 'exclusive' : 'shared'),
  lookups: (lookups) => lookups.toSorted(),
  holdReads: 'once it holds',
  reads: 'as of now',
  releasesAfter: () => true,
  noticesOvertaking: true,
});
