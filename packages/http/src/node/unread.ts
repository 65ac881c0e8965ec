import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between two looks at what is still to be sent. */
const lookEvery = 1000;

/**
 * Closes the connection of a reply of which nothing has gone out for so many milliseconds, and up to a
 * second more, though there was something to send. A client that reads slowly is not meant.
 */
export const closeUnread = (
  response: ServerResponse,
  socket: Socket,
  milliseconds: number,
): void => {
  let before = 0;
  let since = performance.now();
  const look = (): void => {
    const now = performance.now();
    const unsent = bytesUnsent(socket);
    if (unsent === 0 || unsent !== before) since = now;
    before = unsent;
    if (now - since >= milliseconds) socket.destroy();
  };
  const timer = setInterval(look, Math.min(lookEvery, milliseconds / 4));
  response.once('close', () => clearInterval(timer));
};

/** Node keeps to itself how much the system has taken of a write that is under way. */
function bytesUnsent(socket: Socket): number {
  const handle: unknown = Reflect.get(socket, '_handle');
  const queued: unknown = Reflect.get(Object(handle), 'writeQueueSize');
  return socket.writableLength + (typeof queued === 'number' ? queued : 0);
}
