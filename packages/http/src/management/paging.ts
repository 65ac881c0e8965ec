import {
  type Application,
  type Caller,
  type Context,
  err,
  type Failure,
  type Issue,
  issue,
  ok,
  type Page,
  type Result,
} from '@tenantry/domain';
import { z } from 'zod';
import { jsonContent } from '../reply.ts';
import type { Exchange, Route } from '../route.ts';
import type { Outcome } from './errors.ts';
import { faulty, placed } from './parts.ts';
import { readQuery } from './query.ts';
import { served } from './served.ts';

/** A page of more is cut to this. */
const greatestLimit = 200;

const cursor = z.string().min(1).exactOptional();

/** What every list takes in its query besides its filters. */
export const pageParameters = {
  limit: z
    .int()
    .min(1)
    .default(50)
    .describe(`How many things at most. More than ${greatestLimit} counts as ${greatestLimit}.`),
  cursor: cursor.describe(
    'Where the list goes on: `nextCursor` of the page before, with the same filters.',
  ),
};

type Cursor = z.ZodType<string | number>;

/** One list, for whoever may read it. */
export interface Listing<Filters extends z.ZodObject, After extends Cursor, T> {
  /** The route's pattern: a cursor is good for no other. */
  readonly path: string;
  /** What its query may have, as a strict object: `pageParameters`, and filters. */
  readonly query: Filters;
  /** What the cursor is called there; `cursor` where nothing is said. */
  readonly cursorName?: string;
  /** What a cursor stands for. */
  readonly after: After;
  readonly list: (
    asked: AskedPage<z.output<Filters>, z.output<After>>,
    context: Context,
  ) => Promise<Result<Listed<T, z.output<After>>, Failure>>;
  /** One thing of the list, field by field. */
  readonly shown: (item: T, caller: Caller) => object;
}

export interface AskedPage<Query, After> {
  readonly query: Query;
  /** What the path names, as texts: for use cases, which find it or do not. */
  readonly parameters: Exchange['parameters'];
  /** For the use case, as it is. */
  readonly page: { readonly limit: number; readonly after?: After };
}

/** `hasMore` is said where `next` is there for another reason too. */
export interface Listed<T, After> extends Page<T, After> {
  readonly hasMore?: boolean;
}

/**
 * Answers one page of a list as `{data, nextCursor, hasMore}`, with a link to the next one (RFC 8288).
 * A cursor is sealed: of another account's list, of another list, or with other filters, it is refused
 * as one that was made up is.
 */
export const listing = <Filters extends z.ZodObject, After extends Cursor, T>(
  app: Application,
  {
    path,
    query: schema,
    cursorName = 'cursor',
    after: known,
    list,
    shown,
  }: Listing<Filters, After, T>,
): Route['handle'] =>
  served(app, 'read', async ({ request, requestId, parameters }, caller) => {
    const { query, issues } = readQuery(request, schema);
    if (query === undefined) return err(faulty(issues));
    const { limit, [cursorName]: given, ...filters } = fieldsOf(query);
    const name = listName(caller, path, parameters, filters);
    const after = given === undefined ? undefined : known.safeParse(read(app, name, given));
    if (after?.success === false) return err(faulty([strange(cursorName)]));
    const page = {
      limit: Math.min(Number(limit), greatestLimit),
      ...(after === undefined ? {} : { after: after.data }),
    };
    const listed = await list({ query, parameters, page }, { caller, requestId });
    if (!listed.ok) return err(asQuery(listed.error, cursorName));
    const { items, next, hasMore = next !== undefined } = listed.value;
    const nextCursor = next === undefined ? null : app.cursors.write(name, next);
    const data = items.map((item) => shown(item, caller));
    return ok({
      status: 200,
      headers: hasMore && nextCursor !== null ? linkTo(request, cursorName, nextCursor) : {},
      content: jsonContent(JSON.stringify({ data, nextCursor, hasMore })),
    });
  });

/** What is wrong with a page is so with the query that asked for it. */
function asQuery(failure: Failure, cursorName: string): Outcome {
  const found = placed(failure, ([part, ...rest]) =>
    part === undefined ? [] : ['query', part === 'after' ? cursorName : part, ...rest],
  );
  return found.kind === 'Invalid' ? faulty(found.issues) : found;
}

/** What stands in a cursor of this list; undefined where it is one of another, or none at all. */
const read = ({ cursors }: Application, name: string, given: unknown): unknown =>
  typeof given === 'string' ? cursors.read(name, given) : undefined;

/** As much of what a list's query says as all of them have in common. */
const fieldsOf = (query: object): Readonly<Record<string, unknown>> => ({ ...query });

/** Which list a cursor is of: whose, which one, and with which filters, in whatever order. */
const listName = (
  { accountId }: Caller,
  path: string,
  parameters: Exchange['parameters'],
  filters: object,
): string =>
  JSON.stringify([
    accountId,
    path,
    parameters,
    Object.entries(filters).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ]);

const strange = (cursorName: string): Issue =>
  issue(['query', cursorName], 'unknown', 'is no cursor of this list with these filters');

/** Relative, so that it leads on wherever this is mounted. */
function linkTo(
  request: Request,
  cursorName: string,
  next: string,
): Readonly<Record<string, string>> {
  const { searchParams } = new URL(request.url);
  searchParams.set(cursorName, next);
  return { Link: `<?${searchParams.toString()}>; rel="next"` };
}
