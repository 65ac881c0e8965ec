import type { Failure, Page, Result } from '@tenantry/domain';
import { valueOf } from '../ending/exit.ts';

/** What a page is asked for by: 200 at most, after the one that the page before ended with. */
export interface NextPage<Cursor> {
  readonly after?: Cursor;
  readonly limit: number;
}

/** All of a list that is answered page by page, however long it is. */
export async function* everyPage<T, Cursor>(
  list: (page: NextPage<Cursor>) => Promise<Result<Page<T, Cursor>, Failure>>,
  from?: Cursor,
): AsyncGenerator<T> {
  let after = from;
  do {
    const page = valueOf(await list({ ...(after === undefined ? {} : { after }), limit: 200 }));
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
