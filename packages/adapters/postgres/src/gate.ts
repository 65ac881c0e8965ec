import { Unreachable } from './faults.ts';

/** Lets so many in at once; the others stand in line, none for longer than the wait. */
export const gate = (places: number, wait: number) => {
  let free = places;
  const line: (() => void)[] = [];

  return {
    /** Rejects with `Unreachable` where no place was free in time. Whoever enters leaves. */
    enter: async (): Promise<void> => {
      if (free > 0) {
        free--;
        return;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      line.push(resolve);
      const timer = setTimeout(() => {
        line.splice(line.indexOf(resolve), 1);
        reject(new Unreachable('too many units wait for a connection'));
      }, wait);
      try {
        await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    /** How many stand in line. */
    waiting: (): number => line.length,
    leave: (): void => {
      const next = line.shift();
      if (next === undefined) free++;
      else next();
    },
  };
};
