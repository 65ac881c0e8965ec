import type { Refusal } from '../route.ts';

/** What a process is spared. */
export interface OverloadOptions {
  /** How late the event loop is just now, in milliseconds: `eventLoopLag` of `/node` knows. */
  readonly lag: () => number;
  /** The latest that it may be: 500 where nothing is said. */
  readonly mostLag?: number;
  /** Requests that are worked on at once: 1000 where nothing is said. */
  readonly mostInFlight?: number;
}

export type Overloaded = Extract<Refusal, { readonly kind: 'Overloaded' }>;

const overloaded: Overloaded = { kind: 'Overloaded', retryAfter: 1 };

/**
 * Refuses a request at once where too much is asked already: those that were accepted are answered
 * in good time, and whoever is refused knows it before anything is done.
 */
export const overload =
  (options: OverloadOptions | undefined) =>
  (inFlight: number): Overloaded | undefined => {
    if (options === undefined) return undefined;
    const { lag, mostLag = 500, mostInFlight = 1000 } = options;
    return inFlight > mostInFlight || lag() > mostLag ? overloaded : undefined;
  };
