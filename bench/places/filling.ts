import type { Example } from './alike.ts';
import type { Parent } from './population.ts';

/** What a database is filled with. */
export interface Filling {
  /** How many customers, beneath which account. */
  readonly count: number;
  readonly parent: Parent;
  readonly keys: readonly Stamped[];
  /** What they have to be like; nothing where there are none. */
  readonly example?: Example;
}

/** A key whose hash takes the place of what was filled in. */
export interface Stamped {
  readonly id: string;
  readonly text: string;
  readonly hash: string;
}

export const demandOne = (changed: number | null): void => {
  if (changed !== 1) throw new Error('an account that was filled in has no key');
};
