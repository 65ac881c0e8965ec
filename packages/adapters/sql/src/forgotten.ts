import { instant } from './rows.ts';

/** Whoever comes after a thousand others must not clear up after all of them. */
const mostForgotten = 100;

/**
 * What is over at a time, so many at most. Picked first, and once: within the condition of a DELETE
 * the limit may be applied several times.
 */
export interface Over {
  readonly now: string;
  readonly limit: number;
}

export const someOver = (now: Date): Over => ({ now: instant(now), limit: mostForgotten });
