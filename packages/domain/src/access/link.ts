import type { LinkVoid } from '../errors.ts';
import { err, type Result } from '../result.ts';

export interface LinkInput {
  /** What the link that was mailed ends with. */
  readonly token: string;
}

/** The longest text that is looked at as a token: ours have 43 characters. */
export const longestToken = 100;

/** The one answer to whatever is void. */
export const linkVoid: Result<never, LinkVoid> = err({ kind: 'LinkVoid' });
