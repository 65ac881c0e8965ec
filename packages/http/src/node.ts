import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Telemetry } from '@tenantry/domain';
import { NodeRequest, sendNodeResponse } from 'srvx/node';
import { factsOfFault } from './fault.ts';
import type { Http } from './index.ts';
import { lastsUntil } from './limits/in-flight.ts';
import { fromOf } from './mount/from.ts';
import { answerHost } from './mount/node-request.ts';
import { type ClientAddress, clientAddress } from './node/client-address.ts';
import { connectionsOf } from './node/connections.ts';
import { incomingBody } from './node/incoming-body.ts';
import { type ConnectionLimits, defaultLimits } from './node/limits.ts';
import { defaultTimeouts, type Timeouts } from './node/timeouts.ts';
import { type Refused, refuseOutright, refuseUnreadable } from './node/unreadable.ts';
import { readsBodyFrom } from './request/body.ts';

export { type EventLoopLag, eventLoopLag } from './node/event-loop-lag.ts';
export type { ConnectionLimits } from './node/limits.ts';
export { loopFirst } from './node/loop-first.ts';
export type { Timeouts } from './node/timeouts.ts';

export interface ListenOptions {
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly limits?: Partial<ConnectionLimits>;
  /**
   * Proxies whose `X-Forwarded-For` is believed, as addresses and as networks (`10.0.0.0/8`). Without
   * any, whoever is connected is the client.
   */
  readonly trustedProxies?: readonly string[];
  /**
   * Told of connections that could not be taken, and one line for each request that is refused before
   * `http` sees it. Silent without it.
   */
  readonly telemetry?: Telemetry;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /**
   * Takes no new connection, ends those that carry no request, and waits until the requests that
   * were accepted are answered. At most so many milliseconds where that is said, and without the
   * moment in which probes and clients may see that it closes. Twice is fine.
   */
  close(within?: number): Promise<void>;
}

/**
 * A listener for a server of a host's own: `createServer(nodeHandler(http))`. What is not ours, as
 * `http.claims` tells, is for the host to answer. Time-outs and the like are the server's.
 */
export const nodeHandler =
  (http: Pick<Http, 'fetch'>) =>
  (request: IncomingMessage, response: ServerResponse): void =>
    answerHost(http, request, response);

/** Serves over `node:http`. Rejects where the port cannot be had. Replaces no global. */
export const listen = async (
  http: Pick<Http, 'fetch'>,
  { host = '127.0.0.1', port, telemetry = silent, ...options }: ListenOptions,
): Promise<Listening> => {
  const { server, close } = serverOf(http, {
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    limits: { ...defaultLimits, ...options.limits },
    addressOf: clientAddress(options.trustedProxies ?? []),
    telemetry,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // One connection that could not be had, for want of file descriptors, is no reason to end.
  server.on('error', (fault) => {
    telemetry.log('error', 'server failed', factsOfFault(fault));
  });
  const bound = portOf(server.address());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close,
  };
};

const silent: Telemetry = { log: () => {}, count: () => {} };

interface Served {
  readonly timeouts: Timeouts;
  readonly limits: ConnectionLimits;
  readonly addressOf: ClientAddress;
  readonly telemetry: Telemetry;
}

function serverOf(http: Pick<Http, 'fetch'>, { timeouts, limits, addressOf, telemetry }: Served) {
  const server = createServer({
    // Node keeps the first of some headers; a credential that was sent twice must be seen twice.
    joinDuplicateHeaders: true,
    requireHostHeader: false, // demanded below, with a reply that says so
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    maxHeaderSize: limits.headerBytes,
    connectionsCheckingInterval: Math.min(1000, timeouts.headers, timeouts.request),
  });
  server.maxConnections = limits.connections;
  // Node would leave out those that are too many, and say nothing.
  server.maxHeadersCount = 0;
  server.setTimeout(timeouts.request + 1000);
  const { take, refuse, close } = connectionsOf(server, timeouts);
  const refused = (reply: Refused | undefined): void => {
    telemetry.count('unreadable_requests');
    if (reply !== undefined) telemetry.log('info', 'request', { ...reply });
  };
  const answerWith = (request: IncomingMessage, response: ServerResponse, over: Promise<void>) => {
    if (request.httpVersion !== '1.0' && request.headers.host === undefined)
      return refused(refuseOutright(response, 400));
    if (request.rawHeaders.length > 2 * limits.headers)
      return refused(refuseOutright(response, 431));
    const forwarded = request.headers['x-forwarded-for']?.toString();
    const address = addressOf(request.socket.remoteAddress, forwarded);
    const asked = new NodeRequest({ req: request, res: response });
    readsBodyFrom(asked, incomingBody(request));
    lastsUntil(asked, over);
    http
      .fetch(asked, fromOf(address))
      .then((answer) => sendNodeResponse(response, answer))
      // The connection broke while the reply was on its way.
      .catch(() => response.destroy());
  };
  server.on('request', (request, response) =>
    take({ request, response, answer: (over) => answerWith(request, response, over) }),
  );
  server.on('checkExpectation', (request, response) =>
    take({ request, response, answer: () => refused(refuseOutright(response, 417)) }),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Nobody is there any more, and nothing was asked.
    if (error.code === 'ECONNRESET') socket.destroy();
    else refuse(socket, (isAnswered) => refused(refuseUnreadable(error, socket, isAnswered)));
  });
  server.on('drop', () => telemetry.count('connections_refused'));
  return { server, close };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
