import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { discardRest } from '../mount/discard-rest.ts';
import type { Timeouts } from './timeouts.ts';
import { closeUnread } from './unread.ts';

/** Milliseconds between two looks at who is still connected. */
const lookEvery = 20;
/** Milliseconds in which a request that was sent before the port closed is still seen. */
const lastRequests = 200;
/** Requests of one connection that may be there, from which on no more of it is read. */
const enough = 16;
/** What the last bytes that were read may hold besides; whoever sends more is cut off. */
const tooMany = 256;

/** One request, and what answers it when its turn has come. */
interface Turn {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Given what is fulfilled when the reply is out, or nobody is there any more who could read it. */
  readonly answer: (over: Promise<void>) => void;
}

interface Connection {
  /** Requests whose replies are not out yet. The first is worked on, the others wait for that. */
  readonly turns: Turn[];
  /** Its last request was answered before all of it was there. */
  answeredEarly: boolean;
  /** What is said when all of them are answered, since what came then was no request. */
  lastly?: () => void;
}

/**
 * Answers the requests of a connection one after the other, however many come at once. Knows who is
 * being answered, so that a server can be closed without cutting anybody off.
 */
export const connectionsOf = (
  server: Server,
  timeouts: Pick<Timeouts, 'lingering' | 'drain' | 'close' | 'request'>,
) => {
  const connections = new Map<Duplex, Connection>();
  let closed: Promise<void> | undefined;

  server.on('connection', (socket: Socket) => {
    const connection: Connection = { turns: [], answeredEarly: false };
    connections.set(socket, connection);
    socket.once('close', () => connections.delete(socket));
    // Node reads on whenever a request has been read.
    socket.on('resume', () => {
      if (connection.turns.length > enough) socket.pause();
    });
  });

  const begin = (socket: Socket, connection: Connection): void => {
    const { turns } = connection;
    const [turn] = turns;
    if (turn === undefined || !socket.writable) return;
    const { request, response, answer } = turn;
    if (closed !== undefined && turns.length === 1) response.shouldKeepAlive = false;
    response.once('finish', () => {
      if (request.complete) return;
      connection.answeredEarly = true;
      discardRest(request, timeouts.lingering, () => {
        connection.answeredEarly = false;
      });
    });
    closeUnread(response, socket, timeouts.request);
    const over = new Promise<void>((resolve) => void response.once('close', () => resolve()));
    response.once('close', () => {
      turns.shift();
      if (turns.length === enough) socket.resume();
      // Whoever waits for the end of this one hears of it before.
      if (turns.length > 0) queueMicrotask(() => begin(socket, connection));
      else if (connection.lastly !== undefined) connection.lastly();
      else if (closed !== undefined) socket.end();
    });
    answer(over);
  };

  /** Until nobody is connected any more, or so many milliseconds have passed. */
  const left = async (milliseconds: number): Promise<void> => {
    const deadline = performance.now() + milliseconds;
    while (connections.size > 0 && performance.now() < deadline) await pause(lookEvery);
  };

  const close = async (within: number | undefined): Promise<void> => {
    for (const { turns } of connections.values()) {
      const [turn] = turns;
      if (turn !== undefined && turns.length === 1) turn.response.shouldKeepAlive = false;
    }
    if (within === undefined) await left(timeouts.drain);
    // Node's own close would cut connections whose next request is under way already.
    const ended = new Promise<void>((resolve) =>
      NetServer.prototype.close.call(server, () => resolve()),
    );
    await left(lastRequests);
    for (const [socket, { turns }] of connections) if (turns.length === 0) socket.destroy();
    const longest = within === undefined ? timeouts.close : Math.max(0, within - lastRequests);
    const timer = setTimeout(() => server.closeAllConnections(), longest);
    await ended;
    clearTimeout(timer);
    server.close();
  };

  return {
    /** Has a request answered as soon as those before it on its connection are. */
    take: (turn: Turn): void => {
      const { socket } = turn.request;
      const connection = connections.get(socket);
      if (connection === undefined || socket.destroyed) return;
      const { turns } = connection;
      turns.push(turn);
      if (turns.length === 1) begin(socket, connection);
      else if (turns.length > tooMany) socket.destroy();
      else if (turns.length > enough) socket.pause();
    },
    /**
     * Has bytes that are no request refused, once: at once where they belong to a request that is
     * under way, and after the replies to those that came before. `refuse` is told whether a reply
     * is under way or stands already, so that nothing else may be written.
     */
    refuse: (socket: Duplex, refuse: (isAnswered: boolean) => void): void => {
      const connection = connections.get(socket);
      if (connection === undefined) return refuse(true);
      if (connection.lastly !== undefined) return;
      const { turns, answeredEarly } = connection;
      const isAfterAll = turns.at(-1)?.request.complete === true;
      connection.lastly = isAfterAll ? () => refuse(false) : () => {};
      if (!isAfterAll)
        refuse(answeredEarly || turns.length > 1 || turns[0]?.response.headersSent === true);
    },
    close: (within?: number): Promise<void> => {
      closed ??= close(within);
      return closed;
    },
  };
};
