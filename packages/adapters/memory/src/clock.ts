import type { Clock } from '@tenantry/domain';

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  /** Moves it on by so many seconds; parts of one count to the millisecond. */
  advance(seconds: number): void;
}

/** Stands at `start`, which is the first moment of 2025 (UTC) where nothing is said. */
export const fixedClock = (start: Date = new Date('2025-01-01T00:00:00.000Z')): FixedClock => {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += Math.round(seconds * 1000);
    },
  };
};
