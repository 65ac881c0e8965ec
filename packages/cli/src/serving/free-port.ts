import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that is free at this moment: links begin with it, so it must be known beforehand. */
export const freePort = async (host: string): Promise<number> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};
