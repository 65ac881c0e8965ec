import type { Content, Reply } from './route.ts';
import { phraseOf } from './status.ts';

/** JSON that is written already, so that parts of it may be source text. */
export const jsonContent = (text: string): Content => ({
  type: 'application/json; charset=utf-8',
  text,
});

/** What every reply carries. Nothing of ours is for a cache, or to be guessed at. */
const everywhere = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/** `toHead`: the headers that the body would have had, without the body. */
export const responseOf = (reply: Reply, requestId: string, toHead: boolean): Response => {
  const { status, content, headers } = reply;
  const bytes = content === undefined ? undefined : new TextEncoder().encode(content.text);
  return new Response(toHead || bytes === undefined ? null : bytes, {
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
