import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { From, Http } from '@tenantry/http';
import { openInstallation } from '../protocols/installation.ts';
import { proofOf } from '../protocols/mounted-calls.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import type { Host } from './hosts.ts';

/** A host that runs, with an installation of its own mounted in it. */
export const visit = async (host: Host) => {
  const publicUrl = `https://example.com${host.prefix}`;
  const installation = await openInstallation({ publicUrl, hasher: quickHasher() });
  const { http, key, master } = installation;
  const from: (From | undefined)[] = [];
  const watched: Http = {
    ...http,
    fetch: (request, who) => {
      from.push(who);
      return http.fetch(request, who);
    },
  };
  const running = await host.start(watched);
  const origin = `http://127.0.0.1:${running.port}`;
  const proof = proofOf(key, master.id);
  return {
    ...installation,
    ...running,
    publicUrl,
    proof,
    /** What the host told of each client. */
    from,
    /** Asks the host, at a path of its own. */
    own: (path: string, init: RequestInit = {}) => fetch(origin + path, init),
    /** Asks us, beneath the prefix. */
    ask: (path: string, init: RequestInit = {}) => fetch(origin + host.prefix + path, init),
    create: (
      body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
      headers: Readonly<Record<string, string>> = {},
    ) =>
      fetch(`${origin}${host.prefix}/v2/customers`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...proof, ...headers },
        body,
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    /** The whole reply to what is written as it is, the connection being closed after it. */
    raw: async (request: string): Promise<string> => {
      const socket = connect(running.port, '127.0.0.1');
      socket.write(request);
      return text(socket);
    },
    /** Writes, and hangs up before there is a reply. */
    leave: async (request: string): Promise<void> => {
      const socket = connect(running.port, '127.0.0.1');
      await new Promise<void>((resolve) => socket.write(request, () => resolve()));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.resetAndDestroy();
      await closed;
    },
  };
};

export type Visit = Awaited<ReturnType<typeof visit>>;
