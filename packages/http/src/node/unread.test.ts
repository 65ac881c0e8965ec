import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { closeUnread } from './unread.ts';

/** A connection with bytes that nobody takes: `left` says how many, as Node would. */
const begun = async (left: () => number) => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close().closeAllConnections();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1').write(
    'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  );
  vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  return new Promise<Socket>((resolve) => {
    server.once('request', ({ socket }, response) => {
      Object.defineProperty(socket, 'writableLength', { get: left });
      closeUnread(response, socket, 30_000);
      resolve(socket);
    });
  });
};

it('closes a connection on which nothing has gone out for so long, and not twice as long', async () => {
  const socket = await begun(() => 1000);
  vi.advanceTimersByTime(30_000);
  expect(socket.destroyed).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(socket.destroyed).toBe(true);
});

it('leaves one alone of which the client reads now and then, or which has nothing to send', async () => {
  let left = 1000;
  const socket = await begun(() => left);
  for (; left > 990; left--) vi.advanceTimersByTime(29_000);
  left = 0;
  vi.advanceTimersByTime(100_000);
  expect(socket.destroyed).toBe(false);
});
