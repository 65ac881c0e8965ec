import { connect, type Socket } from 'node:net';
import { createHttp } from '@tenantry/http';
import { createMetrics } from '@tenantry/http/metrics';
import { type Listening, listen } from '@tenantry/http/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const connected = ({ port }: Listening): Socket => {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
};

/** All that comes until the connection is closed. */
const saidOn = (socket: Socket): Promise<string> => {
  let said = '';
  socket.on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve) => void socket.on('close', () => resolve(said)));
};

/** A machine that does much else takes its time. */
const patience = { timeout: 60_000 };

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: x', ...headers, '\r\n'].join('\r\n');

/** Answers with the path, and counts how many it answers at once. */
const echoing = async (answer = async (path: string) => new Response(path)) => {
  const begun: string[] = [];
  const lines: unknown[] = [];
  let open = 0;
  let most = 0;
  const fetch = async ({ url }: Request): Promise<Response> => {
    const { pathname } = new URL(url);
    begun.push(pathname);
    most = Math.max(most, ++open);
    return answer(pathname).finally(() => open--);
  };
  const telemetry = {
    log: (...line: readonly unknown[]) => void lines.push(line),
    count: (name: string) => void lines.push(name),
  };
  const server = await listen({ fetch }, { port: 0, telemetry });
  onTestFinished(() => server.close(0));
  return { server, begun, lines, most: () => most };
};

const numbers = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `/${at}`);

const pathsIn = (said: string): readonly string[] => said.match(/(?<=\r\n)\/\d+/g) ?? [];

describe('requests that one connection sends all at once', () => {
  it('are under way one at a time where nobody reads the replies, and others are served', async () => {
    const { app } = await openInstallation({ hasher: quickHasher() });
    const metrics = createMetrics();
    const overload = { lag: () => 0, mostInFlight: 4 };
    let answered = 0;
    const telemetry = { log: () => void answered++, count: () => {} };
    const server = await listen(createHttp(app, { metrics, overload, telemetry }), { port: 0 });
    onTestFinished(() => server.close(0));
    const sockets = Array.from({ length: 4 }, () => connected(server).pause());
    for (const socket of sockets) socket.write(get('/openapi.json').repeat(100));
    const inFlight = async (): Promise<string | undefined> =>
      /^tenantry_requests_in_flight (\d+)$/m.exec(await metrics.text())?.[1];
    // As many as there are connections, until what is between the two is full.
    const others = () => fetch(`${server.url}/nowhere`).then(({ status }) => status);
    await expect.poll(inFlight, patience).toBe('4');
    let before = -1;
    while (before !== answered) {
      before = answered;
      expect(Number(await inFlight())).toBeLessThanOrEqual(4);
      for (let times = 0; times < 10; times++)
        expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      before += 10;
    }
    expect(await inFlight()).toBe('4');
    expect(await others()).toBe(503);
    for (const socket of sockets) socket.destroy();
    await expect.poll(others, patience).toBe(404);
  });

  it('are answered in their order, one at a time', async () => {
    const { server, most } = await echoing();
    const socket = connected(server);
    const said = saidOn(socket);
    const paths = numbers(100);
    socket.write(paths.map((path) => get(path)).join('') + get('/100', 'Connection: close'));
    expect(pathsIn(await said)).toEqual([...paths, '/100']);
    expect(most()).toBe(1);
  });

  it('are answered in their order however many they are, where each has some size', async () => {
    const { server } = await echoing();
    const socket = connected(server);
    const said = saidOn(socket);
    const paths = numbers(1500);
    const padding = `x: ${'y'.repeat(400)}`;
    socket.write(paths.map((path) => get(path, padding)).join(''));
    socket.write(get('/1500', 'Connection: close'));
    expect(pathsIn(await said)).toEqual([...paths, '/1500']);
  });

  it('are cut off where they are hundreds of the smallest, and none but the first is begun', async () => {
    const { server, begun } = await echoing(() => new Promise(() => {}));
    const socket = connected(server);
    const said = saidOn(socket);
    socket.write(
      numbers(400)
        .map((path) => get(path))
        .join(''),
    );
    expect(await said).toBe('');
    expect(begun).toEqual(['/0']);
  });

  it('are answered before what follows and is no request', async () => {
    const { server, lines } = await echoing();
    const socket = connected(server);
    const said = saidOn(socket);
    socket.write(
      `${numbers(3)
        .map((path) => get(path))
        .join('')}HELLO\r\n\r\nHELLO\r\n\r\n`,
    );
    const statuses = (await said).match(/(?<=HTTP\/1.1 )\d+/g);
    expect(statuses).toEqual(['200', '200', '200', '400']);
    expect(lines).toEqual(['unreadable_requests', ['info', 'request', expect.anything()]]);
  });
});
