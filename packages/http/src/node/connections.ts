import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { Timeouts } from './timeouts.ts';

/** Milliseconds between two looks at who is still connected. */
const lookEvery = 20;
/** Milliseconds in which a request that was sent before the port closed is still seen. */
const lastRequests = 200;

interface Connection {
  /** Replies that are not out yet; more than one where requests are pipelined. */
  readonly open: Set<ServerResponse>;
  /** Its last request was answered before all of it was there. */
  answeredEarly: boolean;
}

/** Knows who is being answered, so that a server can be closed without cutting anybody off. */
export const connectionsOf = (
  server: Server,
  timeouts: Pick<Timeouts, 'lingering' | 'drain' | 'close'>,
) => {
  const connections = new Map<Duplex, Connection>();
  let closed: Promise<void> | undefined;

  server.on('connection', (socket: Duplex) => {
    connections.set(socket, { open: new Set(), answeredEarly: false });
    socket.once('close', () => connections.delete(socket));
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const connection = connections.get(socket);
    connection?.open.add(response);
    if (closed !== undefined) response.shouldKeepAlive = false;
    response.once('finish', () => {
      if (connection !== undefined && !request.complete)
        discardRest(request, connection, timeouts.lingering);
    });
    response.once('close', () => {
      connection?.open.delete(response);
      if (closed !== undefined && connection?.open.size === 0) socket.end();
    });
  });

  /** Until nobody is connected any more, or so many milliseconds have passed. */
  const left = async (milliseconds: number): Promise<void> => {
    const deadline = performance.now() + milliseconds;
    while (connections.size > 0 && performance.now() < deadline) await pause(lookEvery);
  };

  const close = async (within: number | undefined): Promise<void> => {
    for (const { open } of connections.values())
      for (const response of open) response.shouldKeepAlive = false;
    if (within === undefined) await left(timeouts.drain);
    // Node's own close would cut connections whose next request is under way already.
    const ended = new Promise<void>((resolve) =>
      NetServer.prototype.close.call(server, () => resolve()),
    );
    await left(lastRequests);
    for (const [socket, { open }] of connections) if (open.size === 0) socket.destroy();
    const longest = within === undefined ? timeouts.close : Math.max(0, within - lastRequests);
    const timer = setTimeout(() => server.closeAllConnections(), longest);
    await ended;
    clearTimeout(timer);
    server.close();
  };

  return {
    /** Whether a reply is under way or stands already, so that nothing else may be written. */
    isAnswered: (socket: Duplex): boolean => {
      const connection = connections.get(socket);
      if (connection === undefined) return true;
      return connection.answeredEarly || [...connection.open].some((reply) => reply.headersSent);
    },
    close: (within?: number): Promise<void> => {
      closed ??= close(within);
      return closed;
    },
  };
};

/**
 * Reads what still comes of a request that was answered early, and keeps nothing of it. Closing at
 * once would reset the connection, and take the reply with it before it is read.
 */
function discardRest(request: IncomingMessage, connection: Connection, lingering: number): void {
  connection.answeredEarly = true;
  const timer = setTimeout(() => request.socket.destroy(), lingering);
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => {
    clearTimeout(timer);
    connection.answeredEarly = false;
  });
  request.removeAllListeners('data');
  request.resume();
}
