import type { z } from 'zod';
import { type Invalid, invalid } from '../errors.ts';
import type { PageRequest } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { issue } from '../values/issues.ts';
import { sliceOf } from './slice.ts';
import type { Page } from './view.ts';

/** At most 200 at a time; 50 where nothing is said. */
export interface Paged<Cursor> {
  readonly after?: Cursor;
  readonly limit?: number;
}

/**
 * Asks for one more than the limit: whether there is a next page. What can be no cursor is `Invalid`;
 * what stands for nothing that is there is as good as what came before it.
 */
export async function paged<Cursor extends z.ZodType, T, E>(
  { after, limit: asked }: Paged<unknown>,
  cursor: Cursor,
  answer: (request: PageRequest<z.output<Cursor>>, limit: number) => Promise<Result<T, E>>,
): Promise<Result<T, E | Invalid>> {
  const slice = sliceOf({ limit: asked });
  if (!slice.ok) return slice;
  const known = cursor.optional().safeParse(after);
  if (!known.success) return err(invalid([issue(['after'], 'format')]));
  const { limit } = slice.value;
  const request = { ...(known.data === undefined ? {} : { after: known.data }), limit: limit + 1 };
  return answer(request, limit);
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
