import { connect } from 'node:net';
import { createHttp } from '@tenantry/http';
import { createMetrics } from '@tenantry/http/metrics';
import { listen } from '@tenantry/http/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, openInstallation } from '../protocols/installation.ts';
import { doors, url } from '../protocols/one-request-each.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { rounds } from '../rounds.ts';
import { worstJson, worstXml } from './worst-bodies.ts';

const install = () => openInstallation({ hasher: quickHasher() });

const ask = (http: Pick<Installation['http'], 'fetch'>, path: string): Promise<Response> =>
  http.fetch(new Request(url + path));

describe('a process of which too much is asked', () => {
  it('refuses at once while its event loop lags, in the shape of the path, and is well again', async () => {
    const { app } = await install();
    let late = 501;
    const http = createHttp(app, { overload: { lag: () => late }, metrics: createMetrics() });
    for (const [path, shape] of [
      ['/v2/customers/1', '"errorCode":"SYS-0503"'],
      ['/v1/accounts', '"code":"Overloaded"'],
      ['/api/v1/partners', '"errorCode":7503'],
      ['/api/v1/admin/accounts/1', 'Overloaded'],
      ['/password-reset', '<h1>'],
      ['/nowhere', '"status":503'],
      ['/metrics', '"status":503'],
    ] as const) {
      const answer = await ask(http, path);
      expect([path, answer.status, answer.headers.get('Retry-After')]).toEqual([path, 503, '1']);
      expect(await answer.text()).toContain(shape);
    }
    for (const path of ['/healthz', '/readyz']) expect((await ask(http, path)).status).toBe(200);
    late = 500;
    expect((await ask(http, '/nowhere')).status).toBe(404);
  });

  it('refuses what comes besides as much as it can do at once, and does nothing of it', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHeld = false;
    const installation = await openInstallation({
      hasher: quickHasher(),
      around: (persistence) => ({
        ...persistence,
        read: async (work) => {
          if (isHeld) await held;
          return persistence.read(work);
        },
      }),
    });
    const overload = { lag: () => 0, mostInFlight: 3 };
    const http = createHttp(installation.app, { overload });
    await ask(http, '/');
    isHeld = true;
    const request = await doors['customers-v2'](installation);
    const accepted = [1, 2, 3].map(() => http.fetch(request.clone()));
    const refused = await http.fetch(request.clone());
    expect(refused.status).toBe(503);
    expect((await ask(http, '/healthz')).status).toBe(200);
    release();
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await http.fetch(request)).status).toBe(404);
  });

  it('counts nobody who is slow to send a body', async () => {
    const { app } = await install();
    const http = createHttp(app, { overload: { lag: () => 0, mostInFlight: 3 } });
    const ends: (() => void)[] = [];
    const slow: Promise<Response>[] = [];
    for (let times = 0; times < 10; times++) {
      // Somebody has begun to read it.
      const begun = new Promise<void>((resolve) => {
        const pull = (stream: ReadableStreamDefaultController): Promise<void> => {
          resolve();
          return new Promise((end) => ends.push(() => end(stream.close())));
        };
        const body = new ReadableStream({ pull }, { highWaterMark: 0 });
        const headers = { 'Content-Type': 'application/json' };
        const init = { method: 'POST', headers, body, duplex: 'half' } as const;
        slow.push(http.fetch(new Request(`${url}/v1/tokens`, init)));
      });
      await begun;
      expect((await ask(http, '/nowhere')).status).toBe(404);
    }
    for (const end of ends) end();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(10).fill(400));
  });
});

describe('the largest bodies that may be', () => {
  it('leave room for others between any two of them', async () => {
    const { http, key } = await install();
    const server = await listen(http, { port: 0 });
    onTestFinished(() => server.close());
    const order: string[] = [];
    const headers = { Authorization: `Bearer ${key}` };
    const heavy = async (path: string, type: string, body: string): Promise<void> => {
      const sent = { ...headers, 'Content-Type': type };
      const answer = await fetch(server.url + path, { method: 'POST', headers: sent, body });
      await answer.text();
      expect([400, 422]).toContain(answer.status);
      order.push('heavy');
    };
    let isOver = false;
    const probe = async (): Promise<void> => {
      const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
      while (!isOver) {
        const answered = new Promise<string>((resolve) => socket.once('data', resolve));
        socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
        expect(await answered).toMatch(/^HTTP\/1\.1 200 /);
        order.push('health');
      }
      socket.destroy();
    };
    const probing = probe();
    const many = Array.from({ length: Math.min(25, rounds(2)) }, () => [
      heavy('/v1/accounts', 'application/json', worstJson),
      heavy('/api/v1/admin/accounts/1', 'application/xml', worstXml),
    ]);
    await Promise.all(many.flat());
    isOver = true;
    await probing;
    // A probe takes a few rounds of the event loop, and each has room for one such body.
    const between = order.join(' ').split(/(?:health ?)+/);
    const longest = Math.max(...between.map((run) => run.split(' ').filter(Boolean).length));
    expect(longest).toBeLessThanOrEqual(6);
  });
});
