import { createServer, type IncomingMessage } from 'node:http';
import { nodeHandler } from '@tenantry/http/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInstallation } from '../protocols/installation.ts';
import { customerText, proofOf } from '../protocols/mounted-calls.ts';
import { ran } from './hosts.ts';

/** What a host may do with a body, and keep nothing of it, before it hands the request on. */
const readers: Readonly<Record<string, (request: IncomingMessage) => Promise<unknown>>> = {
  all: (request) => request.resume().toArray(),
  'its beginning': (request) =>
    new Promise((resolve) => request.once('data', () => resolve(request.pause()))),
  'what it made something strange of': async (request) =>
    Object.assign(request, { body: new Map([[1, await request.toArray()]]) }),
};

describe('a body that the host has read before', () => {
  let installation: Awaited<ReturnType<typeof openInstallation>>;
  let post: () => { method: string; headers: Headers; body: string };

  beforeAll(async () => {
    installation = await openInstallation();
    const { key, master } = installation;
    const type = { 'Content-Type': 'application/json' };
    const headers = new Headers({ ...proofOf(key, master.id), ...type });
    post = () => ({ method: 'POST', headers, body: customerText('Read before') });
  });

  describe.each(Object.entries(readers))('%s', (_, read) => {
    const server = createServer((request, response) => {
      void read(request).then(() => nodeHandler(installation.http)(request, response));
    });
    afterAll(() => server.close());

    it('is refused, and nobody waits for it', async () => {
      const { port } = await ran(server.listen(0, '127.0.0.1'));
      const refused = await fetch(`http://127.0.0.1:${port}/v2/customers`, post());
      expect(refused.status).toBe(400);
    });
  });

  it('is refused of a Fetch request, too', async () => {
    const { fetch } = installation.http;
    const read = new Request('https://tenantry.test/v2/customers', post());
    await read.text();
    expect((await fetch(read)).status).toBe(400);
    const held = new Request('https://tenantry.test/v2/customers', post());
    held.body?.getReader();
    expect((await fetch(held)).status).toBe(400);
    const whole = () => new Request('https://tenantry.test/v2/customers', post());
    expect((await fetch(whole())).status).toBe(201);
    for (const besides of [null, 1, { address: { port: 1 } }, { env: {} }]) {
      const answered: Response = await Reflect.apply(fetch, undefined, [whole(), besides]);
      expect(answered.status).toBe(201);
    }
  });
});
