import { setImmediate } from 'node:timers/promises';
import { watchBody } from '../request/body.ts';

/** Counts the requests that are under way. */
export const inFlight = () => {
  let all = 0;
  let waiting = 0;
  let last = Promise.resolve();
  const body = {
    begin: (): void => void waiting++,
    end: (): void => void waiting--,
    /**
     * One in each round of the event loop: between two large bodies, which may take a tenth of a
     * second each, everybody else is served.
     */
    turn: (): Promise<void> => {
      last = last.then(() => setImmediate());
      return last;
    },
  };
  return {
    all: (): number => all,
    /** Those whose body is still on its way cost nobody but their clients, however slow these are. */
    working: (): number => all - waiting,
    track: async <T>(request: Request, answer: () => Promise<T>): Promise<T> => {
      all++;
      watchBody(request, body);
      try {
        return await answer();
      } finally {
        all--;
      }
    },
  };
};
