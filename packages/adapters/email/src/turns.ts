/**
 * Runs at most so many pieces of work at once, the others after one another, first come first. One
 * whose turn has not come when its signal says so is not run, and rejects.
 */
export const turns = (most: number) => {
  const waiting: (() => void)[] = [];
  let free = most;

  const come = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(new Error('its turn did not come', { cause: signal.reason }));
      };
      waiting.push(begin);
      signal.addEventListener('abort', leave, { once: true });
    });

  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await come(signal);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free++;
      else next();
    }
  };
};
