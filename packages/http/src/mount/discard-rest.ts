import type { IncomingMessage } from 'node:http';

/**
 * Reads what still comes of a request that was answered early, for so many milliseconds at most, and
 * keeps nothing of it. Closing at once would reset the connection, and take the reply with it before
 * it is read. `ended` is told when all of it was there.
 */
export const discardRest = (
  request: IncomingMessage,
  lingering: number,
  ended: () => void = () => {},
): void => {
  const timer = setTimeout(() => request.socket.destroy(), lingering);
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => {
    clearTimeout(timer);
    ended();
  });
  request.removeAllListeners('data');
  request.resume();
};
