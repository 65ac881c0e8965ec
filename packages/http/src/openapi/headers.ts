import { z } from 'zod';
import type { Description } from '../description.ts';
import { idempotencyHeader } from '../request/idempotency-key.ts';

type Shape = Readonly<Record<string, z.ZodType>>;

const RequestId = z
  .ulid()
  .describe('Names the request: to be quoted when asking for help, and to be found in the log.');

const RetryAfter = z.int().min(1).describe('When to come again, in seconds.');

const Challenge = z.string().describe('How to prove oneself (RFC 9110, 11.6.1).');

const Replayed = z
  .literal('true')
  .exactOptional()
  .describe('There where the request had been carried out before, under the same Idempotency-Key.');

/** What the headers are called that stand in the document once. */
export const headerComponents = { Challenge, Replayed, RequestId, RetryAfter };

/** The header `Idempotency-Key`, for the description of an operation that takes one. */
export const idempotencyKeyHeader = z
  .string()
  // Quotes may stand around it as well; whoever reads this had better leave them out.
  .regex(/^[!#-~][!-~]{0,254}$/)
  .exactOptional()
  .describe(
    'A name for this attempt, 1-255 visible ASCII characters. Whoever sends the same request under ' +
      'the same name again gets the same answer, and nothing is done twice; kept for 24 hours.',
  );

export const takesIdempotencyKey = ({ headers }: Description): boolean =>
  headers !== undefined && Object.hasOwn(headers.shape, idempotencyHeader);

/** What a reply of one status carries: what all of them do, and what its outcomes bring. */
export const replyHeaders = (
  description: Description,
  status: number,
  outcomes: readonly { readonly kind: string }[],
): z.ZodObject => {
  const answered = description.answers[status];
  const isReplayable = status < 300 && takesIdempotencyKey(description);
  const own: Shape = answered?.headers?.shape ?? {};
  return z.object({
    'X-Request-Id': RequestId,
    ...(isReplayable ? { 'Idempotent-Replayed': Replayed } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': Challenge } : {}),
    ...retryAfter(outcomes, answered !== undefined),
    ...own,
  });
};

const later: ReadonlySet<string> = new Set([
  'InProgress',
  'TooManyTries',
  'Busy',
  'Unavailable',
  'TooManyRequests',
  'Overloaded',
]);

function retryAfter(outcomes: readonly { readonly kind: string }[], isAnswer: boolean): Shape {
  const passing = outcomes.filter(({ kind }) => later.has(kind));
  if (passing.length === 0) return {};
  const isAlways = !isAnswer && passing.length === outcomes.length;
  return { 'Retry-After': isAlways ? RetryAfter : RetryAfter.exactOptional() };
}
