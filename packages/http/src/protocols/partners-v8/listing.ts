import {
  type Application,
  type Context,
  err,
  type Failure,
  type Issue,
  invalid,
  issue,
  ok,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import type { Exchange, Refusal, Reply } from '../../route.ts';
import { acting } from './acting.ts';
import { refused } from './errors.ts';
import { type Given, givenInQuery } from './given.ts';

/** One thing of a list, as JSON:API has it. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Listed {
  readonly total: number;
  readonly items: readonly Resource[];
}

type List = (
  slice: { readonly skip: number; readonly limit: number },
  context: Context,
) => Promise<Result<Listed, Failure>>;

/** Answers one page of a list that belongs to the account whose URL this is. */
export const listing =
  (app: Application, list: List) =>
  async (exchange: Exchange): Promise<Reply> => {
    const listed = await pageOf(app, exchange, list);
    return listed.ok
      ? { status: 200, content: jsonContent(JSON.stringify(listed.value)) }
      : refused(listed.error);
  };

async function pageOf(
  app: Application,
  exchange: Exchange,
  list: List,
): Promise<Result<object, Failure | Refusal>> {
  const caller = await acting(app, exchange, 'read');
  if (!caller.ok) return caller;
  const given = givenInQuery(exchange.request, ['page', 'pageSize']);
  if (!given.ok) return given;
  const askedPage = wholeIn(given.value, 'page', 1);
  const askedSize = wholeIn(given.value, 'pageSize', usualSize);
  const issues = [
    ...given.value.issues,
    ...(askedPage.ok ? [] : askedPage.error),
    ...(askedSize.ok ? [] : askedSize.error),
  ];
  if (!askedPage.ok || !askedSize.ok || issues.length > 0) return err(invalid(issues));
  const page = Math.min(askedPage.value, greatestPage);
  const pageSize = Math.min(askedSize.value, greatestSize);
  const slice = { skip: (page - 1) * pageSize, limit: pageSize };
  const context = { caller: caller.value, requestId: exchange.requestId };
  const listed = await list(slice, context);
  if (!listed.ok) return listed;
  const { total, items } = listed.value;
  const meta = { page, pageSize, pages: Math.ceil(total / pageSize), total };
  return ok({ data: items, meta });
}

const usualSize = 50;
/** A page of more is cut to this, and says so in `meta`. */
const greatestSize = 200;

/** The same for what stands far behind the end: things before it are still counted to the unit. */
const greatestPage = Math.floor(Number.MAX_SAFE_INTEGER / greatestSize);

/** However many digits: what is too great is cut. */
const whole = /^[1-9][0-9]*$/;

/** An empty parameter is one that a form left out. */
function wholeIn(
  { part, valueAt }: Given,
  name: string,
  byDefault: number,
): Result<number, readonly Issue[]> {
  const value = valueAt(name) ?? '';
  if (value === '') return ok(byDefault);
  return typeof value === 'string' && whole.test(value)
    ? ok(Number(value))
    : err([issue([part, name], 'format', 'must be a whole number of 1 or more')]);
}
