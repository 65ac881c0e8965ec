import {
  type App,
  type Application,
  AppName,
  type CreateAppInput,
  err,
  type Failure,
  type Issue,
  invalid,
  issuesOf,
  ok,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import { valueOf } from '../../request/json.ts';
import { unparsed } from '../../request/unparsed.ts';
import type { Exchange, Refusal, Reply } from '../../route.ts';
import { asked } from './asked.ts';
import { refused } from './errors.ts';
import { listing, type Resource } from './listing.ts';
import { inPart, wireFailure } from './paths.ts';

/** Creates an app in the account whose URL this is. */
export const createApp =
  (app: Application) =>
  async (exchange: Exchange): Promise<Reply> => {
    const created = await carryOut(app, exchange);
    if (!created.ok) return refused(created.error);
    return {
      status: 200,
      headers: created.replayed === true ? { 'Idempotent-Replayed': 'true' } : {},
      content: jsonContent(JSON.stringify({ data: resource(created.value) })),
    };
  };

async function carryOut(
  app: Application,
  exchange: Exchange,
): Promise<Result<App, Failure | Refusal>> {
  const request = await asked(app, exchange);
  if (!request.ok) return request;
  const { body, context, issues } = request.value;
  const name = valueOf(body, 'name');
  if (issues.length > 0) return err(invalid([...issues, ...nameIssues(name)]));
  const created = await app.apps.create(unparsed<CreateAppInput>({ name }), context);
  return created.ok ? created : err(wireFailure(created.error));
}

/** What the domain would find wrong with the name, for an answer that tells all at once. */
function nameIssues(name: unknown): readonly Issue[] {
  const { error } = AppName.safeParse(name, { reportInput: true });
  const issues = error === undefined ? [] : issuesOf(error);
  return inPart(
    'body',
    issues.map((found) => ({ ...found, path: ['name', ...found.path] })),
  );
}

/** Lists the account's apps, the oldest first. */
export const listApps = (app: Application) =>
  listing(app, async (slice, context) => {
    const listed = await app.apps.list(slice, context);
    return listed.ok
      ? ok({ total: listed.value.total, items: listed.value.items.map(resource) })
      : listed;
  });

const resource = ({ id, name, createdAt }: App): Resource => ({
  type: 'apps',
  id,
  attributes: { name, createdAt: createdAt.toISOString() },
});
