import type { Invalid } from '../errors.ts';
import type { PageRequest } from '../ports.ts';
import type { Result } from '../result.ts';
import { sliceOf } from './slice.ts';
import type { Page } from './view.ts';

/** At most 200 at a time; 50 where nothing is said. */
export interface Paged<Cursor> {
  readonly after?: Cursor;
  readonly limit?: number;
}

/** Asks for one more than the limit: whether there is a next page. */
export async function paged<Cursor, T, E>(
  { after, limit: asked }: Paged<Cursor>,
  answer: (request: PageRequest<Cursor>, limit: number) => Promise<Result<T, E>>,
): Promise<Result<T, E | Invalid>> {
  const slice = sliceOf({ limit: asked });
  if (!slice.ok) return slice;
  const { limit } = slice.value;
  return answer({ ...(after === undefined ? {} : { after }), limit: limit + 1 }, limit);
}

/** What was found by that, without the one too many. */
export const pageOf = <T, Cursor>(
  found: readonly T[],
  limit: number,
  cursorOf: (item: T) => Cursor,
): Page<T, Cursor> => {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
};
