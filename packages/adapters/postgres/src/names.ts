import { createHash } from 'node:crypto';

/** The names under which statements are prepared, once on each connection, and planned once. */
export interface Names {
  /** Undefined for one that is to be planned each time. */
  of(text: string): string | undefined;
  /** What was prepared under this name cannot be run any more: whatever follows is prepared anew. */
  renew(name: string): void;
  /** Nothing is prepared any more: what is, is not to be found again. */
  stop(): void;
}

/**
 * A name tells the text, the same in all processes: were a connection another's too, against all that is
 * known, no name would stand for somebody else's statement.
 */
export const statementNames = (): Names => {
  const names = new Map<string, string>();
  let generation = 0;
  let prepares = true;

  return {
    of: (text) => {
      if (!prepares) return undefined;
      const known = names.get(text);
      if (known !== undefined || names.size >= mostNames || !isPlannedOnce(text)) return known;
      const name = createHash('sha256').update(`${generation} ${text}`).digest('base64url');
      names.set(text, name);
      return name;
    },
    // Several may have been under way: the first one that comes back renews them for all.
    renew: (name) => {
      if (![...names.values()].includes(name)) return;
      generation++;
      names.clear();
    },
    stop: () => {
      prepares = false;
    },
  };
};

/** Each is kept by the server, on each connection. */
const mostNames = 200;
const longestText = 4000;

/**
 * One of a page is not: how much there is beneath one account or another is told by the values, and
 * a plan for any of them may sort a million rows in order to give ten.
 */
const isPlannedOnce = (text: string): boolean =>
  text.length <= longestText &&
  /^\s*(select|insert|update|with)\b/.test(text) &&
  !/\blimit \$/.test(text);
