import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { ulid } from 'ulid';
import { problemContent } from '../problem.ts';
import { phraseOf } from '../status.ts';

/** What Node's parser found; anything else is a 400. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** What is logged of a refusal: nothing that was sent. */
export interface Refused {
  readonly requestId: string;
  readonly status: number;
}

/**
 * Answers bytes that are no request, and closes the connection: what follows cannot be trusted.
 * Undefined where nothing could be answered any more.
 */
export const refuseUnreadable = (
  error: NodeJS.ErrnoException,
  socket: Duplex,
  isAnswered: boolean,
): Refused | undefined => {
  if (isAnswered || !socket.writable) {
    socket.destroy();
    return undefined;
  }
  const status = statuses[error.code ?? ''] ?? 400;
  const { requestId, headers, text } = problem(status);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${phraseOf(status)}\r\n${head.join('')}\r\n${text}`, () =>
    socket.destroy(),
  );
  return { requestId, status };
};

/** Answers a request that Node could read and RFC 9112 will not have carried out. */
export const refuseOutright = (response: ServerResponse, status: 400 | 417 | 431): Refused => {
  const { requestId, headers, text } = problem(status);
  response.writeHead(status, headers).end(text);
  return { requestId, status };
};

function problem(status: number) {
  const requestId = ulid();
  const { type, text } = problemContent(status, requestId);
  const headers = {
    Connection: 'close',
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
  };
  return { requestId, headers, text };
}
