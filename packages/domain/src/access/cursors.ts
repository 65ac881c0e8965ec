import type { Secrets } from '../ports.ts';

/**
 * Where a list goes on, as a text that goes through other people's hands: whoever has it learns
 * nothing but what came last, and can neither make one nor use it for another list.
 */
export interface Cursors {
  /** `list` says which list it is of: whose, and with which filters. */
  readonly write: (list: string, after: string | number) => string;
  /** What stands in a text that was written for this very list; undefined for any other. */
  readonly read: (list: string, text: string) => string | number | undefined;
}

/** Longer than any that is written: what else comes is not looked at. */
const longest = 1000;

/** `<what came last>.<seal>`, both in the letters of base64url. */
export const cursors = ({ derive, digest }: Pick<Secrets, 'derive' | 'digest'>): Cursors => {
  const sealsOf = (list: string, after: string) => derive('cursor', JSON.stringify([list, after]));
  return {
    write: (list, after) => {
      const text = `${typeof after === 'number' ? 'n' : 's'}${after}`;
      return `${text}.${sealsOf(list, text)[0]}`;
    },
    read: (list, given) => {
      const dot = given.lastIndexOf('.');
      const text = given.slice(0, dot);
      if (given.length > longest || dot < 1) return undefined;
      // By their digests: how long it takes to compare must not tell how much of a seal is right.
      const seal = digest(given.slice(dot + 1));
      if (!sealsOf(list, text).some((own) => digest(own) === seal)) return undefined;
      return text.startsWith('n') ? Number(text.slice(1)) : text.slice(1);
    },
  };
};
