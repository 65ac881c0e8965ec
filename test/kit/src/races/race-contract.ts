import type { Law, OpenStore } from '../contract/law.ts';
import { attemptLaws } from './attempt-laws.ts';
import { membershipLaws } from './membership-laws.ts';
import { raceLawsOn } from './race.ts';
import type { Turns } from './scheduled.ts';
import { suspensionLaws } from './suspension-laws.ts';
import { winnerLaws } from './winner-laws.ts';

export interface RaceOptions {
  /** `calls` where nothing is said; see `scheduled`. */
  readonly turns?: Turns;
  /** How many orders each law tries; 20 where nothing is said. */
  readonly numRuns?: number;
}

/**
 * What must hold for use cases that run at once over one store, in whatever order their calls follow
 * each other: laws in which fast-check's scheduler decides about that order. `open` answers a new and
 * empty store for each, which is closed afterwards.
 *
 * A failure prints the order as a `fc.schedulerFor` that repeats it.
 */
export const raceContract = (
  open: OpenStore,
  { turns = 'calls', numRuns = 20 }: RaceOptions = {},
): readonly Law[] => {
  const law = raceLawsOn(open, turns, numRuns);
  return [...winnerLaws(law), ...attemptLaws(law), ...suspensionLaws(law), ...membershipLaws(law)];
};
