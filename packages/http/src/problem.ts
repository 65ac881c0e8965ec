import type { Content, Refusal, RefusalKind, Reply } from './route.ts';
import { phraseOf } from './status.ts';

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
  const headers = 'allow' in refusal ? { Allow: refusal.allow.join(', ') } : {};
  return { status, headers, content: problemContent(status, requestId) };
};

/**
 * `about:blank`: the problem is its status (RFC 9457, 4.2.1), and what `besides` says, where there is
 * more to say.
 */
export const problemContent = (
  status: number,
  requestId: string,
  besides: Readonly<Record<string, unknown>> = {},
): Content => ({
  type: 'application/problem+json; charset=utf-8',
  text: JSON.stringify({
    type: 'about:blank',
    title: phraseOf(status),
    status,
    ...besides,
    requestId,
  }),
});
