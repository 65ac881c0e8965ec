import { watchBody } from '../request/body.ts';

/** Counts the requests that are under way. */
export const inFlight = () => {
  let all = 0;
  let waiting = 0;
  const awaited = { begin: () => void waiting++, end: () => void waiting-- };
  return {
    all: (): number => all,
    /** Those whose body is still on its way cost nobody but their clients, however slow these are. */
    working: (): number => all - waiting,
    track: async <T>(request: Request, answer: () => Promise<T>): Promise<T> => {
      all++;
      watchBody(request, awaited);
      try {
        return await answer();
      } finally {
        all--;
      }
    },
  };
};
