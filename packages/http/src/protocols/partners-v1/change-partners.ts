import {
  type Account,
  type Application,
  type Caller,
  err,
  type Failure,
  type Issue,
  invalid,
  type Later,
  ok,
  type Partner,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import { readBody } from '../../request/body.ts';
import { idempotencyKeyIn } from '../../request/idempotency-key.ts';
import { readJsonObject } from '../../request/json.ts';
import { isPlain } from '../../request/media-type.ts';
import type { Exchange, Reply } from '../../route.ts';
import { createParameters, readCorrection, readCreate } from './command.ts';
import { everyFault, isFaulty } from './faults.ts';
import { wireFailure } from './paths.ts';
import { readQuery } from './query.ts';
import type { Act } from './served.ts';

/** Opens a partner from the body, the query, or both. */
export const create =
  (app: Application): Act =>
  async (exchange, caller) => {
    const { request } = exchange;
    const bytes = await readBody(request);
    if (!bytes.ok) return bytes;
    const hasBody = bytes.value.length > 0;
    if (hasBody && !isPlain(request, 'application/json'))
      return err({ kind: 'UnsupportedMediaType' });
    const attempt = idempotencyKeyIn(request.headers);
    const query = readQuery(request, createParameters);
    const body = hasBody ? readJsonObject(bytes.value) : ok(undefined);
    if (!query.ok || !body.ok)
      return err(invalid([...attempt.issues, ...issuesOf(query), ...issuesOf(body)]));
    const { command, issues } = readCreate(body.value, query.value.fields);
    const context = contextOf(exchange, caller, attempt.given);
    const known = {
      issues: [...attempt.issues, ...issuesOf(body)],
      narrower: [...issuesOf(query), ...issues],
    };
    if (isFaulty(known)) return err(everyFault(known, await app.partners.check(command, context)));
    return changed(await app.partners.create(command, context));
  };

/** Corrects a partner: what the body has, and nothing else. */
export const correct =
  (app: Application): Act =>
  async (exchange, caller) => {
    const { request, parameters } = exchange;
    if (!isPlain(request, 'application/json')) return err({ kind: 'UnsupportedMediaType' });
    const bytes = await readBody(request);
    if (!bytes.ok) return bytes;
    const attempt = idempotencyKeyIn(request.headers);
    const body = readJsonObject(bytes.value);
    if (!body.ok) return err(invalid([...attempt.issues, body.error]));
    const partner = parameters['id'] ?? '';
    const parent = body.value.members.has('parent')
      ? await parentOf(app, caller, partner)
      : ok(undefined);
    if (!parent.ok) return parent;
    const { command, issues } = readCorrection(partner, body.value, parent.value);
    const context = contextOf(exchange, caller, attempt.given);
    const known = { issues: [...attempt.issues, ...body.value.issues], narrower: issues };
    if (isFaulty(known))
      return err(everyFault(known, await app.partners.checkUpdate(command, context)));
    return changed(await app.partners.update(command, context));
  };

/** What is wrong with a part of a request, whether it could be read or not. */
function issuesOf(
  read: Result<{ readonly issues: readonly Issue[] } | undefined, Issue>,
): readonly Issue[] {
  return read.ok ? (read.value?.issues ?? []) : [read.error];
}

/** None where there is no such partner: the use case says so. */
async function parentOf(
  app: Application,
  caller: Caller,
  partner: string,
): Promise<Result<Account | undefined, Later<'Unavailable'>>> {
  const found = await app.partners.find({ partner }, { caller });
  if (found.ok) return ok(found.value.parent);
  return found.error.kind === 'Unavailable' ? err(found.error) : ok(undefined);
}

const contextOf = (
  { request, requestId }: Exchange,
  caller: Caller,
  idempotencyKey: string | undefined,
): RetryableContext => ({
  caller,
  requestId,
  signal: request.signal,
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
});

/** What every change answers: the number, and in a header the id that other protocols know. */
function changed(done: Result<Partner, Failure>): Result<Reply, Failure> {
  if (!done.ok) return err(wireFailure(done.error));
  const { id, number } = done.value.account;
  return ok({
    status: 200,
    headers: {
      'X-Account-Id': id,
      ...(done.replayed === true ? { 'Idempotent-Replayed': 'true' } : {}),
    },
    content: jsonContent(JSON.stringify({ id: number })),
  });
}
