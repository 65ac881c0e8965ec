import { connect, type Socket } from 'node:net';
import { createHttp } from '@tenantry/http';
import { type Listening, type ListenOptions, listen } from '@tenantry/http/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { rounds } from '../rounds.ts';

/** The time-outs that everybody has, and a byte every five seconds, take longer than the suite has. */
const isLong = rounds(1) > 1;
const slow = isLong
  ? { sockets: 2000, every: 5000, timeouts: {} }
  : { sockets: 90, every: 50, timeouts: { headers: 600, request: 1200, keepAlive: 300 } };

const serve = async (options: Partial<ListenOptions> = {}) => {
  const counted: string[] = [];
  const { app } = await openInstallation({ hasher: quickHasher() });
  const http = createHttp(app, { overload: { lag: () => 0, mostInFlight: 20 } });
  const logged: unknown[] = [];
  const telemetry = {
    log: (...line: readonly unknown[]) => void logged.push(line),
    count: (name: string) => void counted.push(name),
  };
  const server = await listen(http, { port: 0, telemetry, ...options });
  onTestFinished(() => server.close());
  return { server, counted, logged };
};

interface Client {
  readonly socket: Socket;
  readonly said: () => string;
  readonly closed: Promise<void>;
}

const client = ({ port }: Listening): Client => {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  let said = '';
  socket.on('error', () => {});
  socket.on('data', (text: string) => {
    said += text;
  });
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  return { socket, said: () => said, closed };
};

const post = 'POST /v1/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** What a client sends first; after that it is one byte now and then. */
const beginnings = {
  headers: post,
  body: `${post}Content-Length: 1000\r\n\r\n{`,
  'a body in chunks': `${post}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
};

describe('clients that are slow', () => {
  it('are closed in time, and others are served meanwhile', async () => {
    const { server } = await serve({ timeouts: slow.timeouts });
    let open = 0;
    const clients = Object.entries(beginnings).flatMap(([kind, beginning]) =>
      Array.from({ length: Math.ceil(slow.sockets / 3) }, () => {
        const each = client(server);
        each.socket.write(beginning);
        open++;
        // In chunks the bytes are no chunk: what comes is a size that grows without end.
        const byte = kind === 'headers' ? 'x' : kind === 'body' ? ' ' : '0';
        const dripping = setInterval(() => each.socket.write(byte), slow.every);
        each.socket.on('close', () => {
          open--;
          clearInterval(dripping);
        });
        return each;
      }),
    );
    let served = 0;
    while (open > 0) {
      const answer = await fetch(`${server.url}/nowhere`, { headers: { Connection: 'close' } });
      // Not one of those who are slow counts as a request that is worked on.
      expect(answer.status).toBe(404);
      if (open > 0) served++;
    }
    expect(served).toBeGreaterThan(2);
    for (const { said } of clients) expect(said()).toMatch(/^HTTP\/1\.1 (408|400) /);
  });

  it('are closed where they never read their replies', async () => {
    const signals: AbortSignal[] = [];
    const http = {
      fetch: async ({ signal }: Request) => {
        signals.push(signal);
        return new Response('x'.repeat(1_000_000));
      },
    };
    const server = await listen(http, { port: 0, timeouts: { request: 200, headers: 200 } });
    onTestFinished(() => server.close());
    const { socket } = client(server);
    socket.pause();
    // Their answers are more than there is room for between the two.
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(30));
    await expect.poll(() => signals.at(-1)?.aborted, { timeout: 10_000 }).toBe(true);
    expect(signals.length).toBeLessThan(30);
    expect((await fetch(server.url)).status).toBe(200);
    socket.destroy();
  });
});

describe('what one connection may send', () => {
  const statusOf = async (server: Listening, text: string): Promise<string | undefined> => {
    const { socket, said, closed } = client(server);
    socket.write(text);
    await closed;
    return /^HTTP\/1\.1 (\d{3}) /.exec(said())?.[1];
  };
  const get = (headers: readonly string[]) =>
    ['GET /healthz HTTP/1.1', 'Host: x', 'Connection: close', ...headers, '\r\n'].join('\r\n');

  it('is so many headers, and none of them is lost unsaid', async () => {
    const { server } = await serve();
    const many = (count: number) => get(Array.from({ length: count }, (_, at) => `x-${at}: y`));
    expect(await statusOf(server, many(98))).toBe('200');
    expect(await statusOf(server, many(99))).toBe('431');
    expect(await statusOf(server, many(1500))).toBe('431');
    expect(await statusOf(server, get([`x: ${'y'.repeat(17_000)}`]))).toBe('431');
  });

  it('may be set by whoever listens', async () => {
    const { server } = await serve({ limits: { headers: 3, headerBytes: 400 } });
    expect(await statusOf(server, get(['a: b']))).toBe('200');
    expect(await statusOf(server, get(['a: b', 'c: d']))).toBe('431');
    expect(await statusOf(server, get([`x: ${'y'.repeat(400)}`]))).toBe('431');
  });

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['too many headers', get(Array.from({ length: 99 }, (_, at) => `x-${at}: y`)), 431],
    ['an expectation', get(['Expect: miracles']), 417],
    ['no HTTP', 'HELLO\r\n\r\n', 400],
    ['headers that are too long', get([`x: ${'y'.repeat(17_000)}`]), 431],
    ['a body that does not come', beginnings.body, 408],
  ])('is counted once and logged once where it is refused: %s', async (_, text, status) => {
    const { server, counted, logged } = await serve({ timeouts: { headers: 200, request: 300 } });
    const { socket, said, closed } = client(server);
    socket.write(text);
    await closed;
    const requestId = /x-request-id: (\S+)/i.exec(said())?.[1];
    expect(said()).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(counted).toEqual(['unreadable_requests']);
    expect(logged).toEqual([['info', 'request', { requestId, status }]]);
  });
});

describe('connections', () => {
  it('are as many as there may be, and one more when one has gone', async () => {
    const { server, counted } = await serve({ limits: { connections: 2 } });
    const [first, second, third] = [client(server), client(server), client(server)];
    await third.closed;
    expect(counted).toEqual(['connections_refused']);
    first.socket.destroy();
    await first.closed;
    await expect
      .poll(() =>
        fetch(`${server.url}/healthz`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
    second.socket.destroy();
  });
});

describe('the address of a client', () => {
  it('is what the proxy says, where that is trusted', async () => {
    const seen: unknown[] = [];
    const http = {
      fetch: async (_: Request, from: unknown) => {
        seen.push(from);
        return new Response();
      },
    };
    for (const trustedProxies of [[], ['127.0.0.0/8']]) {
      const server = await listen(http, { port: 0, trustedProxies });
      const headers = { 'X-Forwarded-For': 'canary, 198.51.100.7' };
      await fetch(server.url, { headers: { ...headers, Connection: 'close' } });
      await server.close();
    }
    expect(seen).toEqual([{ address: '127.0.0.1' }, { address: '198.51.100.7' }]);
  });
});
