import type { Secrets } from '../ports.ts';

/**
 * Where a list goes on, as a text that goes through other people's hands: whoever has it learns
 * nothing from it, can make none, and can use it for no other list.
 */
export interface Cursors {
  /** `list` says which list it is of: whose, and with which filters. */
  readonly write: (list: string, after: string | number) => string;
  /** What stands in a text that was written for this very list; undefined for any other. */
  readonly read: (list: string, text: string) => string | number | undefined;
}

/** Longer than any that is written: what else comes is not looked at. */
const longest = 1000;

export const cursors = ({ seal, unseal }: Pick<Secrets, 'seal' | 'unseal'>): Cursors => ({
  write: (list, after) => seal('cursor', list, JSON.stringify(after)),
  read: (list, given) => {
    const text = given.length > longest ? undefined : unseal('cursor', list, given);
    const after: unknown = text === undefined ? undefined : JSON.parse(text);
    return typeof after === 'string' || typeof after === 'number' ? after : undefined;
  },
});
