import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What becomes of a connection whose COMMIT was carried out: cut off, or silent for good. */
type Fate = 'reset' | 'silent';

/**
 * Stands between a program and its PostgreSQL. Once armed it lets the next COMMIT through to the
 * server and keeps the answer to itself.
 */
export const swallowingProxy = async (url: string) => {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let armed: Fate | undefined;
  let swallowed = 0;

  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    let fate: Fate | undefined;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('data', (bytes) => {
      if (armed !== undefined && bytes.includes('COMMIT\0')) {
        fate = armed;
        armed = undefined;
      }
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (fate === undefined) {
        near.write(bytes);
        return;
      }
      swallowed++;
      if (fate === 'reset') near.resetAndDestroy();
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const here = new URL(url);
  here.hostname = '127.0.0.1';
  here.port = String(address.port);

  return {
    url: here.href,
    arm: (fate: Fate) => {
      armed = fate;
    },
    /** How many answers were kept back. */
    swallowed: () => swallowed,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
