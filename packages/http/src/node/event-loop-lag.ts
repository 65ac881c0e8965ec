/** Milliseconds between two looks, where nothing holds them up. */
const lookEvery = 20;
/** Looks of which the lag is the average: one block of a few seconds is no overload yet. */
const looks = 8;

export interface EventLoopLag {
  /** How late the event loop was the last eight times it was looked at, on average: milliseconds. */
  readonly lag: () => number;
  readonly stop: () => void;
}

/** Measures until it is stopped, and keeps no process alive by that. */
export const eventLoopLag = (): EventLoopLag => {
  /** By how much each was late, the oldest first. */
  let late: readonly number[] = Array.from({ length: looks }, () => 0);
  let last = performance.now();
  const lateNow = (): number => Math.max(0, performance.now() - last - lookEvery);
  const look = (): void => {
    late = [...late.slice(1), lateNow()];
    last = performance.now();
  };
  const timer = setInterval(look, lookEvery).unref();
  return {
    lag: () => {
      // The next look may be late already: whoever asks may come before it.
      const [oldest = 0] = late;
      const sum = late.reduce((all, each) => all + each, Math.max(0, lateNow() - oldest));
      return sum / looks;
    },
    stop: () => clearInterval(timer),
  };
};
