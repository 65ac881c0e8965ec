import { channel } from 'node:diagnostics_channel';
import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { type Listening, listen, type Timeouts } from '@tenantry/http/node';
import { afterEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const serve = async (installation: Installation, timeouts: Partial<Timeouts> = {}) => {
  const server = await listen(installation.http, { port: 0, timeouts });
  open.push(server);
  return server;
};

/** Writes the parts one after the other, and reads until the other side closes. */
const exchange = async (port: number, parts: Iterable<string | Uint8Array>): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  // A server may stop listening to us while we speak; what it said before is what counts.
  socket.on('error', () => {});
  const reply = replyOn(socket);
  for (const part of parts) await new Promise((resolve) => socket.write(part, resolve));
  return reply;
};

/** All that comes until the connection is closed, also where it is closed in anger. */
const replyOn = (socket: Socket): Promise<string> => {
  let reply = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    reply += part;
  });
  return new Promise((resolve) => socket.once('close', () => resolve(reply)));
};

const statusOf = (reply: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1]);

const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));

const headOf = ({ key, master }: Installation, ...more: readonly string[]): string =>
  [
    'POST /v2/customers HTTP/1.1',
    'Host: tenantry.test',
    `api_key: ${key}`,
    `X-Frankie-CustomerID: ${master.id}`,
    'Content-Type: application/json',
    ...more,
    '\r\n',
  ].join('\r\n');

const minimal = '{"customer":{"name":"By wire"}}';
const sized = `Content-Length: ${minimal.length}`;
const last = 'Connection: close';

const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;

const spaces = (bytes: number): readonly string[] =>
  Array.from({ length: bytes / 65_536 }, () => chunk);

describe('over a socket', () => {
  it('serves what it serves in process', async () => {
    const installation = await openInstallation();
    const server = await serve(installation);
    const response = await fetch(`${server.url}/v2/customers`, {
      method: 'POST',
      headers: {
        API_KEY: installation.key,
        'x-frankie-customerid': installation.master.id,
        'Content-Type': 'application/json',
      },
      body: minimal,
    });
    expect(response.status).toBe(201);
    expect(response.statusText).toBe('Created');
    expect(await response.json()).toMatchObject({ customer: { name: 'By wire' } });
    expect(response.headers.has('Server')).toBe(false);
  });

  it('takes a body in chunks', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const size = minimal.length.toString(16);
    const chunks = [`${size}\r\n`, minimal, '\r\n0\r\n\r\n'];
    const head = headOf(installation, 'Transfer-Encoding: chunked', last);
    expect(statusOf(await exchange(port, [head, ...chunks]))).toBe(201);
  });

  it.each([
    ['the key', 'api_key: x', 401],
    ['the tenant', 'X-Frankie-CustomerID: 1', 400],
    ['Authorization', 'Authorization: Bearer x\r\nAuthorization: Bearer y', 401],
    ['Idempotency-Key', 'Idempotency-Key: 1\r\nIdempotency-Key: 2', 400],
    ['Content-Type', 'Content-Type: application/json', 415],
    ['Host', 'Host: tenantry.test', 400],
  ])('refuses %s that is sent twice', async (_, line, status) => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const before = await installation.footprint();
    const reply = await exchange(port, [headOf(installation, line, sized, last), minimal]);
    expect(statusOf(reply)).toBe(status);
    expect(bodyOf(reply)).toMatchObject({ httpStatusCode: status });
    expect(await installation.footprint()).toEqual(before);
  });

  it('refuses the same key twice', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const again = `api_key: ${installation.key}`;
    const reply = await exchange(port, [headOf(installation, again, sized, last), minimal]);
    expect(statusOf(reply)).toBe(401);
  });

  it('answers 413 at once to a body that says it is too large', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const reply = await exchange(port, [headOf(installation, 'Content-Length: 10000000000', last)]);
    expect(statusOf(reply)).toBe(413);
  });

  it.each([
    ['declared', 'Content-Length: 4194304', [new Uint8Array(4_194_304).fill(0x20)]],
    ['in chunks', 'Transfer-Encoding: chunked', [...spaces(4_194_304), '0\r\n\r\n']],
  ])('answers 413 so that a client can read it that sends all first: %s', async (_, line, body) => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    // On the same connection, so that what was not read cannot pass for the next request.
    const next = `GET /healthz HTTP/1.1\r\nHost: x\r\n${last}\r\n\r\n`;
    const reply = await exchange(port, [headOf(installation, line), ...body, next]);
    expect(reply.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('ends a connection on which a refused body goes on and on', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation, { lingering: 100 });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    const reply = replyOn(socket);
    socket.write(headOf(installation, 'Transfer-Encoding: chunked'));
    const feeding = setInterval(() => socket.write(chunk), 1);
    const said = await reply;
    clearInterval(feeding);
    expect(said.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 413']);
  });

  it('gives up on a body that does not come', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation, { request: 300, headers: 200 });
    const before = await installation.footprint();
    const reply = await exchange(port, [headOf(installation, sized), '{"customer":']);
    expect(statusOf(reply)).toBe(408);
    expect(bodyOf(reply)).toMatchObject({ status: 408, title: 'Request Timeout' });
    expect(await installation.footprint()).toEqual(before);
  });

  it('gives up on headers that do not come', async () => {
    const { port } = await serve(await openInstallation(), { request: 300, headers: 200 });
    expect(statusOf(await exchange(port, ['POST /v2/customers HTTP/1.1\r\nHost:']))).toBe(408);
  });

  it('survives a client that goes away in the middle of a body', async () => {
    const installation = await openInstallation();
    const { port, url } = await serve(installation);
    const before = await installation.footprint();
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.write(`${headOf(installation, sized)}{"cust`, resolve));
    // Once a line of this request is written, its handler has ended.
    socket.resetAndDestroy();
    while (installation.lines.length === 0) await setImmediate();
    expect(installation.lines).toMatchObject([{ level: 'info', facts: { status: 400 } }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await installation.footprint()).toEqual(before);
  });

  const get = (path: string, ...lines: readonly string[]) =>
    `${[`GET ${path} HTTP/1.1`, 'Host: x', ...lines, last].join('\r\n')}\r\n\r\n`;

  it.each([
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['two lengths', get('/', 'Content-Length: 1', 'Content-Length: 2'), 400],
    ['a length and chunks', get('/', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
    ['a header over two lines', get('/', 'X: y', ' z'), 400],
    ['headers of 20 kB', get('/', `X: ${'x'.repeat(20_000)}`), 431],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a Host that is repeated', get('/', 'Host: x'), 400],
    ['a Host of no URL', get('/').replace('Host: x', 'Host: x:99999'), 400],
    ['an expectation', get('/', 'Expect: miracles'), 417],
    ['every path', get('/').replace('GET /', 'OPTIONS *'), 404],
    ['TRACE', get('/healthz').replace('GET', 'TRACE'), 405],
  ])('refuses %s once, as a neutral problem, and closes', async (_, request, status) => {
    const { port } = await serve(await openInstallation());
    const reply = await exchange(port, [request]);
    expect(statusOf(reply)).toBe(status);
    expect(reply.match(/HTTP\/1\.1/g)).toHaveLength(1);
    const requestId = /^x-request-id: (\S+)\r$/im.exec(reply)?.[1];
    expect(requestId).toMatch(/^[0-9A-Z]{26}$/);
    expect(bodyOf(reply)).toMatchObject({ type: 'about:blank', status, requestId });
    expect(reply).toMatch(/^content-type: application\/problem\+json; charset=utf-8\r$/im);
  });

  it.each([
    ['a path that climbs', get('/../../v2/../healthz')],
    ['an absolute path', get('http://y/healthz')],
    ['HTTP/1.0 without a Host', 'GET /healthz HTTP/1.0\r\n\r\n'],
  ])('answers %s', async (_, request) => {
    const { port } = await serve(await openInstallation());
    expect(statusOf(await exchange(port, [request]))).toBe(200);
  });

  it('answers requests that come all at once in their order, one each', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const one = headOf(installation, sized) + minimal;
    const reply = await exchange(port, [one.repeat(50), get('/healthz')]);
    expect(reply.match(/HTTP\/1\.1 \d{3}/g)).toEqual([
      ...Array<string>(50).fill('HTTP/1.1 201'),
      'HTTP/1.1 200',
    ]);
    const logged = installation.lines.map(({ facts }) => facts['requestId']);
    expect(logged).toHaveLength(51);
    expect(new Set(reply.match(/(?<=^x-request-id: )\S+/gm))).toEqual(new Set(logged));
  });
});

describe('closing', () => {
  it('finishes what was accepted, keeps no connection and takes no new one', async () => {
    const installation = await openInstallation();
    const server = await serve(installation);
    const idle = connect(server.port, '127.0.0.1');
    const idleEnds = replyOn(idle);
    const busy = connect(server.port, '127.0.0.1');
    const answered = replyOn(busy);
    await new Promise((resolve) =>
      busy.write(headOf(installation, 'Expect: 100-continue', sized), resolve),
    );
    // The interim reply tells that the request was accepted.
    await new Promise((resolve) => busy.once('data', resolve));

    const closing = server.close();
    expect(await idleEnds).toBe('');
    busy.write(minimal);
    const reply = (await answered).replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
    expect(statusOf(reply)).toBe(201);
    expect(reply).toMatch(/\r\nConnection: close\r\n/i);
    await closing;
    await server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('waits for nobody longer than it said', async () => {
    const installation = await openInstallation();
    const server = await serve(installation, { close: 50 });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    const ends = replyOn(socket);
    await new Promise((resolve) =>
      socket.write(headOf(installation, 'Expect: 100-continue', sized), resolve),
    );
    await new Promise((resolve) => socket.once('data', resolve));
    await server.close();
    expect(await ends).not.toContain('201');
  });
});

describe('listening', () => {
  it('tells of a connection that could not be taken, and goes on', async () => {
    const { http, lines } = await openInstallation();
    const log = (level: string, message: string, facts = {}) =>
      void lines.push({ level, message, facts });
    const server = await listen(http, { port: 0, telemetry: { log, count: () => {} } });
    open.push(server);
    // Node hands its own server to whoever watches requests.
    const requests = channel('http.server.request.start');
    const fail = (message: unknown) => {
      const node: unknown = Reflect.get(Object(message), 'server');
      if (node instanceof EventEmitter) node.emit('error', new Error('no descriptor is left'));
    };
    requests.subscribe(fail);
    await fetch(`${server.url}/healthz`);
    requests.unsubscribe(fail);
    expect(lines).toContainEqual({
      level: 'error',
      message: 'server failed',
      facts: { errors: ['Error: no descriptor is left'], stack: expect.any(String) },
    });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('says which port it cannot have', async () => {
    const { http } = await openInstallation();
    const { port } = await serve(await openInstallation());
    await expect(listen(http, { port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('leaves the globals of its host alone', async () => {
    const before = [globalThis.Request, globalThis.Response, globalThis.Headers, globalThis.URL];
    await serve(await openInstallation());
    expect([globalThis.Request, globalThis.Response, globalThis.Headers, globalThis.URL]).toEqual(
      before,
    );
  });
});
