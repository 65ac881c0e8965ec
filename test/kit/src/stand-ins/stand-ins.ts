import type { Clock, Ids, PasswordHasher, Persistence, Ports, Secrets } from '@tenantry/domain';
import { type KeptLetters, keptLetters } from './kept-letters.ts';
import { plainHasher } from './plain-hasher.ts';
import { plainSecrets } from './plain-secrets.ts';

/** A clock that stands still until it is moved. */
export interface StandingClock extends Clock {
  /** Moves it on by so many seconds. */
  advance(seconds: number): void;
}

/** The ports of an application in a test: the store, and what stands in for everything else. */
export interface StandIns extends Ports {
  readonly clock: StandingClock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  readonly hasher: PasswordHasher;
  /** Keeps letters instead of sending them. */
  readonly mailer: KeptLetters;
}

/**
 * What an application needs besides a store, for tests: `createApplication(standIns(store), settings)`.
 * Nothing in it waits, is slow or differs from run to run: the clock stands at the first moment of
 * 2025 (UTC), ids count, secrets hide nothing, and letters are kept.
 *
 * Two of these give the same ids: one store, one of these.
 */
export const standIns = (persistence: Persistence): StandIns => ({
  persistence,
  clock: standingClock(),
  ids: countingIds(),
  secrets: plainSecrets(),
  hasher: plainHasher(),
  mailer: keptLetters(),
});

const standingClock = (): StandingClock => {
  let now = Date.UTC(2025, 0);
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
};

const countingIds = (): Ids => {
  let uuids = 0;
  let addresses = 0;
  return {
    uuid: () => `00000000-0000-7000-8000-${(++uuids).toString(16).padStart(12, '0')}`,
    address: () => `account-${++addresses}`,
  };
};
