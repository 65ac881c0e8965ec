import type { IncomingMessage, ServerResponse } from 'node:http';
import { NodeRequest, sendNodeResponse } from 'srvx/node';
import type { Http } from '../index.ts';
import { defaultTimeouts } from '../node/timeouts.ts';
import { discardRest } from './discard-rest.ts';
import { fromOf } from './from.ts';
import { bytesOf } from './parsed-body.ts';

/** A request of `node:http`, with what a host may have left at it that looked at it first. */
export interface HostRequest extends IncomingMessage {
  /** The bytes of the body, where the host has kept them. */
  readonly rawBody?: unknown;
  /** What a parser has made of the body. */
  readonly body?: unknown;
}

/** Answers a request of a host's own server. Never throws, and leaves no client without an answer. */
export const answerHost = (
  http: Pick<Http, 'fetch'>,
  request: HostRequest,
  response: ServerResponse,
  address = request.socket.remoteAddress,
): void => {
  response.once('finish', () => {
    if (!request.complete) discardRest(request, defaultTimeouts.lingering);
  });
  http
    .fetch(asSent(request, response), fromOf(address))
    .then((answer) => sendNodeResponse(response, answer))
    // The connection broke while the reply was on its way.
    .catch(() => response.destroy());
};

/** Whether a request is ours, to a host that asks before it hands it over. */
export const isClaimed = (http: Pick<Http, 'claims'>, request: IncomingMessage): boolean =>
  http.claims(new NodeRequest({ req: request }));

/**
 * The request as if nobody had read it. Where somebody has, and what was sent does not follow from
 * what is left of it, its body breaks off: no route takes that, and none has to guess.
 */
function asSent(request: HostRequest, response: ServerResponse): Request {
  const asked = new NodeRequest({ req: request, res: response });
  const isUnread = !request.readableDidRead && !request.readableEnded;
  return isUnread ? asked : Object.defineProperty(asked, 'body', { value: bodyOf(request) });
}

function bodyOf({ rawBody, body, headers, readableDidRead }: HostRequest): ReadableStream {
  const declared = Number.parseInt(headers['content-length'] ?? '', 10);
  const bytes = readableDidRead
    ? bytesOf(rawBody ?? body, {
        type: headers['content-type'] ?? '',
        length: Number.isNaN(declared) ? undefined : declared,
      })
    : new Uint8Array();
  return bytes === undefined
    ? new ReadableStream({ start: (stream) => stream.error(new Error('the body was read before')) })
    : new Blob([bytes]).stream();
}
