import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { verifyStore } from '@tenantry/container';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Serving } from '../cli/tenantry.ts';
import { rounds } from '../rounds.ts';
import { logOf, type Made, made, served } from './served.ts';

const clients = 4;

interface Load {
  /** The names that were answered with 201, whole. */
  readonly acknowledged: Set<string>;
  /** Replies of which something came, and not all. */
  readonly cut: string[];
  readonly ended: Promise<void>;
}

/** Clients that make one customer after another on connections that are kept, until they cannot. */
const load = ({ key }: Made, { url }: Serving): Load => {
  const acknowledged = new Set<string>();
  const cut: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  /** Whether the next one may be sent. */
  const create = (name: string): Promise<boolean> =>
    new Promise((resolve) => {
      const asked = request(`${url}/v1/accounts`, { method: 'POST', headers, agent });
      // Not one byte came back: whoever sent it knows that nobody has promised anything.
      asked.on('error', () => resolve(false));
      asked.on('response', (reply) => {
        reply.resume().on('close', () => {
          if (!reply.complete) cut.push(name);
          else if (reply.statusCode === 201) acknowledged.add(name);
          resolve(reply.complete);
        });
      });
      asked.end(JSON.stringify({ kind: 'customer', name }));
    });
  const client = async (number: number): Promise<void> => {
    for (let count = 0; await create(`customer ${number}.${count}`); count++);
  };
  const running = Array.from({ length: clients }, (_, number) => client(number));
  const ended = Promise.all(running).then(() => agent.destroy());
  return { acknowledged, cut, ended };
};

/** The names of the customers in the file. */
const namesIn = (file: string): readonly string[] => {
  const database = new Database(file, { readonly: true });
  const rows = database
    .prepare<[], { name: string }>("SELECT name FROM tenantry_account WHERE kind = 'customer'")
    .all();
  database.close();
  return rows.map(({ name }) => name);
};

const stoppedUnderLoad = async (): Promise<void> => {
  const installation = await made();
  const server = await served(installation);
  const { acknowledged, cut, ended } = load(installation, server);
  await expect.poll(() => acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(clients);
  expect(await server.stop('SIGTERM')).toBe(0);
  await ended;
  expect(cut).toEqual([]);
  // Whatever the server answered has arrived.
  const answered = logOf(server).filter(({ status }) => status === 201);
  expect(answered).toHaveLength(acknowledged.size);
  const names = namesIn(installation.file);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(names)).toEqual(acknowledged);
  const violations = [];
  for await (const violation of verifyStore(`sqlite:${installation.file}`))
    violations.push(violation);
  expect(violations).toEqual([]);
};

/** A request that was accepted, and of which the body is still to come. */
const unfinished = async ({ key }: Made, { url }: Serving): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').setEncoding('latin1');
  socket.on('error', () => {});
  socket.write(
    [
      'POST /v1/accounts HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${key}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      '\r\n',
    ].join('\r\n'),
  );
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 100 /);
  return socket;
};

/** Whether a new connection is taken. */
const isTaken = ({ url }: Serving): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });

const body = '{"kind":"customer","name":"Finished"}';

/** What each comes to: all are waited for, also where one of them does not. */
const fulfilled = { status: 'fulfilled', value: undefined };

describe('a server that is told to stop', () => {
  it('loses nothing that it accepted, and ends well', async () => {
    const count = rounds(5);
    // Side by side: most of it is waiting.
    for (let done = 0; done < count; done += 5) {
      const some = Array.from({ length: Math.min(5, count - done) }, stoppedUnderLoad);
      expect(await Promise.allSettled(some)).toEqual(some.map(() => fulfilled));
    }
  });

  it('is no longer ready before it takes no more, and finishes what it has', async () => {
    const installation = await made();
    const server = await served(installation);
    const socket = await unfinished(installation, server);
    const probe = connect(Number(new URL(server.url).port), '127.0.0.1').setEncoding('latin1');
    const statusOf = async (path: string): Promise<string> => {
      const reply = once(probe, 'data');
      probe.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return String(await reply).slice(9, 12);
    };
    expect(await statusOf('/readyz')).toBe('200');
    server.process.kill('SIGTERM');
    // The connection is kept until it is told to leave, by this reply.
    await expect.poll(() => statusOf('/readyz'), { interval: 5 }).toBe('503');
    const reply = once(socket, 'data');
    socket.write(body);
    expect(String(await reply)).toMatch(/^HTTP\/1\.1 201 [\s\S]*\r\nConnection: close\r\n/);
    await expect.poll(() => server.process.exitCode, { timeout: 30_000 }).toBe(0);
    expect(namesIn(installation.file)).toEqual(['Finished']);
    probe.destroy();
  });

  it('ends at once when it is told so twice', async () => {
    const installation = await made();
    const server = await served(installation);
    const socket = await unfinished(installation, server);
    server.process.kill('SIGTERM');
    const closed = once(server.process, 'exit');
    await expect
      .poll(
        () => {
          server.process.kill('SIGTERM');
          return server.process.exitCode;
        },
        // By itself it would wait for the body for ten seconds.
        { timeout: 5000, interval: 100 },
      )
      .toBe(143);
    await closed;
    socket.destroy();
    expect(namesIn(installation.file)).toEqual([]);
  });
});

describe('a server in which something is thrown that nobody catches', () => {
  const thrown = {
    'an exception': 'setImmediate(() => { throw new Error("injected"); })',
    'a rejection': 'Promise.reject(new Error("injected"))',
  };

  /** A server in which a signal makes that happen, and a request that it has accepted. */
  const failing = async (fault: string) => {
    const inject = `data:text/javascript,process.on('SIGUSR2', () => { ${fault} })`;
    const installation = await made({ NODE_OPTIONS: `--import=${encodeURI(inject)}` });
    const server = await served(installation);
    const socket = await unfinished(installation, server);
    server.process.kill('SIGUSR2');
    await expect.poll(() => isTaken(server), { timeout: 30_000, interval: 10 }).toBe(false);
    return { installation, server, socket };
  };

  const expectEnd = async (server: Serving): Promise<void> => {
    await expect.poll(() => server.process.exitCode, { timeout: 30_000 }).toBe(1);
    expect(logOf(server).filter(({ level }) => level === 50)).toMatchObject([
      { msg: 'uncaught fault', errors: ['Error: injected'] },
    ]);
  };

  it('tells of it, takes no more, finishes what it has and ends with 1', async () => {
    const finishing = async (fault: string): Promise<void> => {
      const { installation, server, socket } = await failing(fault);
      const reply = once(socket, 'data');
      socket.write(body);
      expect(String(await reply)).toMatch(/^HTTP\/1\.1 201 /);
      await expectEnd(server);
      expect(namesIn(installation.file)).toEqual(['Finished']);
    };
    const waitingForNobody = async (fault: string): Promise<void> => {
      const { installation, server, socket } = await failing(fault);
      await expectEnd(server);
      socket.destroy();
      expect(namesIn(installation.file)).toEqual([]);
    };
    const all = [...Object.values(thrown).map(finishing), waitingForNobody(thrown['a rejection'])];
    expect(await Promise.allSettled(all)).toEqual(all.map(() => fulfilled));
  });
});
