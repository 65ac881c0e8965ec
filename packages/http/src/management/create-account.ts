import {
  type Application,
  type Caller,
  err,
  type Issue,
  issue,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import { type JsonObject, valueOf } from '../request/json.ts';
import type { Reply, Route } from '../route.ts';
import { createAccountDescription } from './account-descriptions.ts';
import { accountReply } from './account-reply.ts';
import { objectText, plannedShown, written } from './account-shown.ts';
import { everyFault, readAsked, replayHeader } from './asked.ts';
import { creatableKinds, creationFor, type Made } from './creations.ts';
import { readFields } from './fields.ts';
import { faulty, placed } from './parts.ts';
import { type Act, served } from './served.ts';

/** Makes an account of any kind but a master. */
export const createAccountRoute = (app: Application): Route => ({
  method: 'POST',
  path: '/v1/accounts',
  describe: createAccountDescription,
  handle: served(app, 'provision', create(app)),
});

function create(app: Application): Act {
  return async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { mayRehearse: true });
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const creation = creationFor(body);
    if (creation === undefined) return err(faulty([...issues, ...kindIssues(body)]));
    const fields = readFields(body, ['kind', ...creation.fields], shown);
    const { kind: _, ...given } = fields.given;
    const known = [...issues, ...fields.issues];
    if (known.length > 0) return err(everyFault(known, await creation.check(app, given, context)));
    const made = await creation.create(app, given, context);
    return made.ok ? ok(madeReply(app, caller, made, context)) : err(placed(made.error));
  };
}

/** What only an account that there is has: shown, and never sent. */
const shown: ReadonlySet<string> = new Set([
  'id',
  'number',
  'parentId',
  'status',
  'effectiveStatus',
  'address',
  'url',
  'version',
  'createdAt',
  'updatedAt',
  'hasVerificationPhrase',
]);

function kindIssues(body: JsonObject): readonly Issue[] {
  const kind = valueOf(body, 'kind');
  const place = ['body', 'kind'];
  if (kind === undefined || kind === null) return [issue(place, 'required')];
  return typeof kind === 'string'
    ? [issue(place, 'unknown', `must be one of ${creatableKinds.join(', ')}`)]
    : [issue(place, 'type', 'must be a string')];
}

/** What is made was made beneath what is active, so that its own status is what counts. */
function madeReply(
  app: Application,
  caller: Caller,
  made: Extract<Result<Made, never>, { readonly ok: true }>,
  { dryRun }: RetryableContext,
): Reply {
  const { account, details } = made.value;
  if (dryRun === true) {
    const planned = written(plannedShown(account, account.status));
    return { status: 200, content: jsonContent(objectText([...planned, ...details])) };
  }
  const reply = accountReply(app, caller, { ...made.value, effectiveStatus: account.status });
  const location = { Location: `/v1/accounts/${account.id}` };
  return {
    ...reply,
    status: 201,
    headers: { ...reply.headers, ...location, ...replayHeader(made) },
  };
}
