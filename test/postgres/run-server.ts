import { ask } from './ask.ts';
import { type Server, startServer } from './start-server.ts';

export type { Server } from './start-server.ts';

/** A server of a test's own, to stop and to start again; the test removes it. */
export const runServer = async (options?: { readonly durable?: boolean }): Promise<Server> =>
  startServer(await ask('template'), options);
