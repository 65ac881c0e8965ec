import type { Failure, Result, Sliced } from '@tenantry/domain';
import { valueOf } from '../ending/exit.ts';

/** A part of a list that is counted: 200 after the first so many. */
export interface Part {
  readonly skip: number;
  readonly limit: number;
}

/** All of a list that is answered in parts, however long it is. */
export async function* everyItem<T>(
  list: (part: Part) => Promise<Result<Sliced<T>, Failure>>,
): AsyncGenerator<T> {
  let skip = 0;
  let isLast = false;
  while (!isLast) {
    const { items, total } = valueOf(await list({ skip, limit: 200 }));
    yield* items;
    skip += items.length;
    isLast = items.length === 0 || skip >= total;
  }
}
