import { setImmediate } from 'node:timers/promises';
import { watchBody } from '../request/body.ts';

/** When a reply is out, of each request whose server knows that. */
const replies = new WeakMap<Request, Promise<void>>();

/**
 * Lets a request be under way until its reply is out, which is later than it is made: a reply that
 * nobody reads is held all the time. The promise must be fulfilled also where the connection breaks.
 */
export const lastsUntil = (request: Request, over: Promise<void>): void => {
  replies.set(request, over);
};

/** Counts the requests that are under way. */
export const inFlight = () => {
  let all = 0;
  let waiting = 0;
  let last = Promise.resolve();
  const end = (): void => void all--;
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
        const over = replies.get(request);
        if (over === undefined) end();
        else void over.then(end);
      }
    },
  };
};
