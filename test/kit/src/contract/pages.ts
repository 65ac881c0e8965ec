import type { PageRequest } from '@tenantry/domain';
import { demand, same } from './expect.ts';

/** A list holds everything once and in its order, however it is cut into pages. */
export const demandPages = async <T, Cursor>(
  cursorOf: (item: T) => Cursor,
  read: (page: PageRequest<Cursor>) => Promise<readonly T[]>,
  all: readonly T[],
  what: string,
): Promise<void> => {
  for (const limit of [1, 2, all.length + 1]) {
    const seen: T[] = [];
    for (let pages = 0; pages <= all.length; pages++) {
      const last = seen.at(-1);
      const page = await read(last === undefined ? { limit } : { limit, after: cursorOf(last) });
      demand(page.length <= limit, `${what}: ${page.length} on a page of ${limit}`);
      seen.push(...page);
      if (page.length < limit) break;
    }
    same(seen, all, `${what}, in pages of ${limit}`);
  }
};
