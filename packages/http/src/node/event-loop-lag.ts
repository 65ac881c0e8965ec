import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Milliseconds between two looks of the monitor. */
const resolution = 10;
/** Milliseconds that one answer is made of at least. */
const period = 250;

export interface EventLoopLag {
  /** How late the event loop was of late, on average: milliseconds. */
  readonly lag: () => number;
  readonly stop: () => void;
}

/** Measures until it is stopped, and keeps no process alive by that. */
export const eventLoopLag = (): EventLoopLag => {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  let latest = 0;
  let began = performance.now();
  return {
    lag: () => {
      const now = performance.now();
      if (now - began >= period && delays.count > 0) {
        // What is measured is the time between two looks.
        latest = Math.max(0, delays.mean / 1e6 - resolution);
        delays.reset();
        began = now;
      }
      return latest;
    },
    stop: () => void delays.disable(),
  };
};
