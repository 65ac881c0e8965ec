import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Telemetry } from '@tenantry/domain';
import { NodeRequest, sendNodeResponse } from 'srvx/node';
import { factsOfFault } from './fault.ts';
import type { Http } from './index.ts';
import { connectionsOf } from './node/connections.ts';
import { defaultTimeouts, type Timeouts } from './node/timeouts.ts';
import { refuseOutright, refuseUnreadable } from './node/unreadable.ts';

export type { Timeouts } from './node/timeouts.ts';

export interface ListenOptions {
  /** 127.0.0.1 where nothing is said. */
  readonly host?: string;
  /** 0 takes any that is free. */
  readonly port: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Told of connections that could not be taken. Silent without it. */
  readonly telemetry?: Telemetry;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
  /**
   * Takes no new connection, ends those that carry no request, and waits until the requests that
   * were accepted are answered. Twice is fine.
   */
  close(): Promise<void>;
}

/** Serves over `node:http`. Rejects where the port cannot be had. Replaces no global. */
export const listen = async (
  http: Pick<Http, 'fetch'>,
  { host = '127.0.0.1', port, timeouts, telemetry }: ListenOptions,
): Promise<Listening> => {
  const { server, close } = serverOf(http, { ...defaultTimeouts, ...timeouts });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // One connection that could not be had, for want of file descriptors, is no reason to end.
  server.on('error', (fault) => {
    telemetry?.log('error', 'server failed', factsOfFault(fault));
  });
  const bound = portOf(server.address());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close,
  };
};

function serverOf(http: Pick<Http, 'fetch'>, timeouts: Timeouts) {
  const server = createServer({
    // Node keeps the first of some headers; a credential that was sent twice must be seen twice.
    joinDuplicateHeaders: true,
    requireHostHeader: false, // demanded below, with a reply that says so
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: Math.min(1000, timeouts.headers, timeouts.request),
  });
  // Also for whoever never reads the reply.
  server.setTimeout(timeouts.request + 1000);
  const { isAnswered, close } = connectionsOf(server, timeouts);
  server.on('request', (request, response) => {
    if (request.httpVersion !== '1.0' && request.headers.host === undefined) {
      refuseOutright(response, 400);
      return;
    }
    http
      .fetch(new NodeRequest({ req: request, res: response }))
      .then((answer) => sendNodeResponse(response, answer))
      // The connection broke while the reply was on its way.
      .catch(() => response.destroy());
  });
  server.on('checkExpectation', (_, response) => refuseOutright(response, 417));
  server.on('clientError', (error, socket) => refuseUnreadable(error, socket, isAnswered(socket)));
  return { server, close };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
