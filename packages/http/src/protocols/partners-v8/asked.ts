import {
  type Application,
  err,
  type Failure,
  type Invalid,
  type Issue,
  invalid,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { readBody } from '../../request/body.ts';
import { idempotencyKeyIn } from '../../request/idempotency-key.ts';
import { type JsonObject, readJsonObject } from '../../request/json.ts';
import { isPlain } from '../../request/media-type.ts';
import type { Exchange, Refusal } from '../../route.ts';
import { acting } from './acting.ts';
import { inPart } from './paths.ts';

/** What is asked for by whom, and what is known to be wrong with it. */
export interface Asked {
  readonly body: JsonObject;
  readonly context: RetryableContext;
  readonly issues: readonly Issue[];
}

/** Reads a request that makes something; the proof comes before its body. */
export const asked = async (
  app: Application,
  exchange: Exchange,
): Promise<Result<Asked, Failure | Refusal>> => {
  const { request, requestId } = exchange;
  const caller = await acting(app, exchange, 'provision');
  if (!caller.ok) return caller;
  const attempt = idempotencyKeyIn(request.headers);
  const body = await readJson(request, inPart('header', attempt.issues));
  if (!body.ok) return body;
  const context = {
    caller: caller.value,
    requestId,
    signal: request.signal,
    ...(attempt.given === undefined ? {} : { idempotencyKey: attempt.given }),
  };
  return ok({ ...body.value, context });
};

/** A JSON body, with what is wrong with it beside what is known; or why there is none. */
export const readJson = async (
  request: Request,
  known: readonly Issue[],
): Promise<Result<Omit<Asked, 'context'>, Invalid | Refusal>> => {
  if (!isPlain(request, 'application/json')) return err({ kind: 'UnsupportedMediaType' });
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  const body = readJsonObject(bytes.value);
  return body.ok
    ? ok({ body: body.value, issues: [...known, ...inPart('body', body.value.issues)] })
    : err(invalid([...known, ...inPart('body', [body.error])]));
};
