import type { Failure } from '@tenantry/domain';
import { FastResponse } from 'srvx';
import type { Refusal, Reply, TextContent } from './route.ts';
import { phraseOf } from './status.ts';

export const jsonType = 'application/json; charset=utf-8';

/** JSON that is written already, so that parts of it may be source text. */
export const jsonContent = (text: string): TextContent => ({
  type: jsonType,
  text,
});

/**
 * What an outcome that is no success says in headers, whatever the protocol: how to prove oneself
 * (RFC 9110, 11.6.1), which methods there are (10.2.1), when to come again (10.2.3).
 */
export const outcomeHeaders = (
  outcome: Failure | Refusal,
  status: number,
  challenge = '',
): Readonly<Record<string, string>> => {
  if (status === 401) return { 'WWW-Authenticate': challenge };
  if ('allow' in outcome) return { Allow: outcome.allow.join(', ') };
  return 'retryAfter' in outcome ? { 'Retry-After': String(Math.ceil(outcome.retryAfter)) } : {};
};

/** What every reply carries. Nothing of ours is for a cache, or to be guessed at. */
const everywhere = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

const encoder = new TextEncoder();

/**
 * `toHead`: the headers that the body would have had, without the body. On Node.js it is written as it
 * is, with no stream in between, and becomes a `Response` for whoever looks into it.
 */
export const responseOf = (reply: Reply, requestId: string, toHead: boolean): Response => {
  const { status, content, headers } = reply;
  const bytes = content === undefined ? undefined : (content.bytes ?? encoder.encode(content.text));
  return new FastResponse(toHead || bytes === undefined ? null : bytes, {
    status,
    statusText: phraseOf(status),
    headers: {
      ...everywhere,
      'X-Request-Id': requestId,
      ...(bytes === undefined || content === undefined
        ? {}
        : { 'Content-Type': content.type, 'Content-Length': String(bytes.byteLength) }),
      ...headers,
    },
  });
};
