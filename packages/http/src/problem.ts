import { z } from 'zod';
import type { Explain } from './description.ts';
import { exampleRequestId } from './openapi/examples.ts';
import { outcomeHeaders } from './reply.ts';
import type { Refusal, RefusalKind, Reply, TextContent } from './route.ts';
import { phraseOf } from './status.ts';

/** What every problem has. */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().describe('The phrase of the status.'),
    status: z.int().describe('The status of the reply.'),
    requestId: z.ulid().describe('The same as `X-Request-Id`: to be quoted when asking for help.'),
  })
  .describe('A problem of RFC 9457.');

const statuses: Readonly<Record<RefusalKind, number>> = {
  MalformedRequest: 400,
  BodyIncomplete: 400,
  PathNotFound: 404,
  MethodNotAllowed: 405,
  BodyTooLarge: 413,
  UnsupportedMediaType: 415,
  Fault: 500,
  TooManyRequests: 429,
  Overloaded: 503,
};

/** How a request is refused that belongs to no protocol: a problem of RFC 9457. */
export const refuseNeutrally = (refusal: Refusal, requestId: string): Reply => {
  const status = statuses[refusal.kind];
  const headers = outcomeHeaders(refusal, status);
  return { status, headers, content: problemContent(status, requestId) };
};

/** The same, for the description of what belongs to no protocol. */
export const explainNeutrally: Explain = (kind) => {
  const status = isRefusal(kind) ? statuses[kind] : 500;
  const examples = { [kind]: problemOf(status, exampleRequestId) };
  return {
    status,
    detail: `${phraseOf(status)}.`,
    content: { 'application/problem+json': { schema: Problem, examples } },
  };
};

const isRefusal = (kind: string): kind is RefusalKind => Object.hasOwn(statuses, kind);

type Besides = Readonly<Record<string, unknown>>;

export const problemContent = (
  status: number,
  requestId: string,
  besides: Besides = {},
): TextContent => ({
  type: 'application/problem+json; charset=utf-8',
  text: JSON.stringify(problemOf(status, requestId, besides)),
});

/**
 * `about:blank`: the problem is its status (RFC 9457, 4.2.1), and what `besides` says, where there is
 * more to say.
 */
export const problemOf = (status: number, requestId: string, besides: Besides = {}): Besides => ({
  type: 'about:blank',
  title: phraseOf(status),
  status,
  ...besides,
  requestId,
});
