import {
  type Caller,
  err,
  type Failure,
  type Invalid,
  type Issue,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { z } from 'zod';
import { idempotencyKeyHeader } from '../openapi/headers.ts';
import { readBody } from '../request/body.ts';
import { idempotencyHeader, idempotencyKeyIn } from '../request/idempotency-key.ts';
import { type JsonObject, readJsonObject } from '../request/json.ts';
import { isPlain } from '../request/media-type.ts';
import type { Exchange, Refusal } from '../route.ts';
import { type Unreadable, unreadable } from './errors.ts';
import { faulty, inPart, type Places, placed } from './parts.ts';
import { noParameters, readQuery } from './query.ts';

/** What is asked for by whom, and what is known to be wrong with it. */
export interface Asked {
  readonly body: JsonObject;
  readonly context: RetryableContext;
  /** In places of the request. Nothing is to be carried out while there are any. */
  readonly issues: readonly Issue[];
}

export interface Asking {
  /** Whether `dryRun=true` may be said; there is no other parameter for what changes something. */
  readonly mayRehearse?: boolean;
  /** Whether there may be no body, which is as good as an empty object. */
  readonly mayBeEmpty?: boolean;
  /** The media types of the body; `application/json` where nothing is said. */
  readonly types?: readonly string[];
}

/** The parameter by which something is tried and not done. */
export const rehearsal = z.strictObject({
  dryRun: z
    .boolean()
    .exactOptional()
    .describe('`true`: everything is checked as if it were done, and nothing is.'),
});

/**
 * Reads a request that is to change something: its query, its `Idempotency-Key`, its body. What cannot
 * be read at all is refused here, with whatever else is wrong; the rest is for the route, which knows
 * what the body is to hold.
 */
export const readAsked = async (
  { request, requestId }: Exchange,
  caller: Caller,
  { mayRehearse = false, mayBeEmpty = false, types = ['application/json'] }: Asking = {},
): Promise<Result<Asked, Refusal | Unreadable>> => {
  const rehearsed = mayRehearse
    ? readQuery(request, rehearsal)
    : { ...readQuery(request, noParameters), query: undefined };
  const attempt = idempotencyKeyIn(request.headers);
  const known = [...inPart('header', attempt.issues), ...rehearsed.issues];
  const body = await readObject(request, types, mayBeEmpty);
  if (!body.ok)
    return 'path' in body.error ? err(unreadable([...known, body.error])) : err(body.error);
  const context: RetryableContext = {
    caller,
    requestId,
    signal: request.signal,
    ...(attempt.given === undefined ? {} : { idempotencyKey: attempt.given }),
    ...(rehearsed.query?.dryRun === true ? { dryRun: true } : {}),
  };
  return ok({
    body: body.value,
    context,
    issues: [...known, ...inPart('body', body.value.issues)],
  });
};

async function readObject(
  request: Request,
  types: readonly string[],
  mayBeEmpty: boolean,
): Promise<Result<JsonObject, Refusal | Issue>> {
  const isTyped = types.some((type) => isPlain(request, type));
  // Said first, so that nobody sends a megabyte for nothing.
  if (!isTyped && !mayBeEmpty) return err({ kind: 'UnsupportedMediaType' });
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  if (mayBeEmpty && bytes.value.byteLength === 0) return ok({ members: new Map(), issues: [] });
  if (!isTyped) return err({ kind: 'UnsupportedMediaType' });
  const body = readJsonObject(bytes.value);
  return body.ok ? body : err({ ...body.error, path: ['body', ...body.error.path] });
}

/**
 * Why a request with faults is not carried out: they and what the domain finds wrong with the command
 * besides. What else the domain may have against it comes up once it is written right.
 */
export const everyFault = (
  known: readonly Issue[],
  checked: Result<unknown, Failure>,
  placeOf?: Places,
): Unreadable | Invalid => {
  if (checked.ok || checked.error.kind !== 'Invalid') return faulty(known);
  const found = placed(checked.error, placeOf);
  return faulty([...known, ...(found.kind === 'Invalid' ? found.issues : [])]);
};

/** What a success says of itself that was one before. */
export const replayHeader = (done: {
  readonly replayed?: true;
}): Readonly<Record<string, string>> =>
  done.replayed === true ? { 'Idempotent-Replayed': 'true' } : {};

/** For the description of whatever changes something. */
export const retryHeaders = z.object({ [idempotencyHeader]: idempotencyKeyHeader });
