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
  const page = wholeIn(given, 'page', 1);
  const asked = wholeIn(given, 'pageSize', usualSize);
  const issues = [
    ...given.issues,
    ...(page.ok ? [] : page.error),
    ...(asked.ok ? [] : asked.error),
  ];
  if (!page.ok || !asked.ok || issues.length > 0) return err(invalid(issues));
  const pageSize = Math.min(asked.value, greatestSize);
  const slice = { skip: (page.value - 1) * pageSize, limit: pageSize };
  const context = { caller: caller.value, requestId: exchange.requestId };
  const listed = await list(slice, context);
  if (!listed.ok) return listed;
  const { total, items } = listed.value;
  const meta = { page: page.value, pageSize, pages: Math.ceil(total / pageSize), total };
  return ok({ data: items, meta });
}

const usualSize = 50;
/** A page of more is cut to this, and says so in `meta`. */
const greatestSize = 200;

/** Nine digits: whatever is multiplied by a page's size is still counted to the unit. */
const whole = /^[1-9][0-9]{0,8}$/;

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
    : err([issue([part, name], 'format', 'must be a whole number from 1 to 999999999')]);
}
