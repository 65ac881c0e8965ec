import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import type { PasswordHasher } from '@tenantry/domain';
import { exampleCalls } from '@tenantry/http';
import { type Listening, listen } from '@tenantry/http/node';
import { argon2Hasher, type HasherOptions } from '@tenantry/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { masterMailbox, openedOf, signedIn } from './partners-v8-client.ts';

const open: Listening[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const serve = async (installation: Installation) => {
  const server = await listen(installation.http, { port: 0 });
  open.push(server);
  return server;
};

/** Where an account is reached at a server that has another name than the installation. */
const at = ({ url }: Listening, { address }: { readonly address: string }) =>
  `${url}/a/${address}/api/v8`;

/** What is said to one request, byte for byte, until the connection is closed. */
const exchange = async (port: number, request: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  let reply = '';
  socket.setEncoding('latin1');
  socket.on('data', (part: string) => {
    reply += part;
  });
  socket.write(request);
  await once(socket, 'close');
  return reply;
};

const statusOf = (reply: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1]);

describe('over a socket', () => {
  it('goes from a partner to an app of its sub-account', async () => {
    const installation = await openInstallation();
    const { master, password } = installation;
    const server = await serve(installation);
    const json = async (path: string, init: RequestInit = {}): Promise<unknown> => {
      const response = await fetch(path, init);
      expect(response.status).toBe(200);
      return response.json();
    };
    const post = (token: unknown, body: object): RequestInit => ({
      method: 'POST',
      headers: { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const field = (body: unknown, name: string): unknown => Reflect.get(Object(body), name);
    const query = new URLSearchParams({ login: masterMailbox, password });
    const tokens = await json(`${at(server, master)}/auth?${query.toString()}`);
    const opened = await json(
      `${at(server, master)}/partners`,
      post(field(tokens, 'access_token'), { email: 'sub@example.com' }),
    );
    const api = `${String(field(opened, 'url')).replace('https://tenantry.test', server.url)}/api/v8`;
    const login = String(field(opened, 'login'));
    const generated = String(field(opened, 'password'));
    const own = await json(`${api}/auth`, {
      method: 'POST',
      body: new URLSearchParams({ login, password: generated }),
    });
    const app = await json(`${api}/apps`, post(field(own, 'access_token'), { name: 'App' }));
    expect(app).toMatchObject({ data: { type: 'apps', attributes: { name: 'App' } } });
    const renewed = new URLSearchParams({ refresh_token: String(field(own, 'refresh_token')) });
    expect(Object.keys(Object(await json(`${api}/refresh?${renewed.toString()}`)))).toContain(
      'access_token',
    );
  });

  it('refuses a proof, an Idempotency-Key and a type that are sent twice', async () => {
    const installation = await openInstallation();
    const { port } = await serve(installation);
    const { token } = await signedIn(installation);
    const before = await installation.footprint();
    const body = '{"email":"sub@example.com"}';
    const request = (...lines: readonly string[]) =>
      [
        `POST /a/${installation.master.address}/api/v8/partners HTTP/1.1`,
        'Host: tenantry.test',
        `Authorization: Bearer ${token}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        'Connection: close',
        ...lines,
        `\r\n${body}`,
      ].join('\r\n');
    const said = async (line: string) => statusOf(await exchange(port, request(line)));
    expect(await said(`Authorization: Bearer ${token}`)).toBe(401);
    expect(await said('Authorization: Bearer x')).toBe(401);
    expect(await said('Idempotency-Key: a\r\nIdempotency-Key: b')).toBe(400);
    expect(await said('Content-Type: application/json')).toBe(415);
    expect(await installation.footprint()).toEqual(before);
    expect(await said('X: y')).toBe(200);
  });

  it('reads bytes of a form that nobody escaped as UTF-8', async () => {
    const installation = await openInstallation();
    const server = await serve(installation);
    const login = 'sub@b\u00fccher.example';
    const opened = openedOf(
      await (await signedIn(installation)).post('/partners', { email: login }),
    );
    const response = await fetch(
      `${opened.url.replace('https://tenantry.test', server.url)}/api/v8/auth`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new TextEncoder().encode(`login=${login}&password=${opened.password}`),
      },
    );
    expect(response.status).toBe(200);
  });
});

describe('64 sign-ins at once, with passwords as long as they may be', () => {
  const password = (text: string) => text.padEnd(1024, 'x');

  /** An installation that hashes for real, and tells which of the passwords it looked at. */
  const crowded = async (options: HasherOptions, limit: number) => {
    const looked: string[] = [];
    const real = argon2Hasher(options);
    const hasher: PasswordHasher = {
      ...real,
      verify: (given, hash) => {
        looked.push(given);
        return real.verify(given, hash);
      },
    };
    const policy = { signIn: { limit, window: 600 } };
    const installation = await openInstallation({ hasher, policy });
    const { app, master } = installation;
    const right = password('the right one ');
    const names = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' };
    const input = { ...names, password: right, passwordConfirmation: right };
    const context = { caller: app.as.account(master.id) };
    const { account } = expectOk(await app.registers.register(input, context));
    const server = await serve(installation);
    const { token } = await signedIn(installation);
    let answered = 0;
    const signIn = async (login: string, secret: string) => {
      const response = await fetch(`${at(server, account)}/auth`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ login, password: secret }),
      });
      await response.text();
      answered += 1;
      return { status: response.status, retryAfter: response.headers.get('Retry-After') };
    };
    /** How many had been answered by the time that both of these were. */
    const others = async () => {
      const health = await fetch(`${server.url}/healthz`);
      const apps = await fetch(`${at(server, master)}/apps`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      expect([health.status, apps.status]).toEqual([200, 200]);
      return answered;
    };
    return { looked, right, login: names.email, signIn, others };
  };

  const mayCome: Readonly<Record<number, boolean>> = {
    200: false,
    401: false,
    429: true,
    503: true,
  };

  const everyAnswerIsOne = (
    answers: readonly { readonly status: number; readonly retryAfter: string | null }[],
  ) => {
    expect(answers).toHaveLength(64);
    for (const { status, retryAfter } of answers) {
      expect(mayCome).toHaveProperty(String(status));
      if (mayCome[status] === true) expect(retryAfter).toMatch(/^[1-9]\d*$/);
      else expect(retryAfter).toBe(null);
    }
  };

  it('leave room for other requests', async () => {
    const { signIn, others } = await crowded({ queue: 64 }, 10);
    const crowd = Array.from({ length: 64 }, (_, at) =>
      signIn(`nobody${at}@example.com`, password(`wrong ${at} `)),
    );
    expect(await others()).toBeLessThan(64);
    const answers = await Promise.all(crowd);
    everyAnswerIsOne(answers);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(64);
  });

  it('for one person: no more wrong ones are looked at than policy says', async () => {
    const { signIn, others, looked, login } = await crowded({ queue: 64 }, 5);
    looked.length = 0;
    const crowd = Array.from({ length: 64 }, (_, at) => signIn(login, password(`wrong ${at} `)));
    await others();
    const answers = await Promise.all(crowd);
    everyAnswerIsOne(answers);
    const counted = (wanted: number) => answers.filter(({ status }) => status === wanted).length;
    expect([counted(401), counted(429)]).toEqual([5, 59]);
    expect(looked).toHaveLength(5);
  });

  it('of all kinds: what is too much is put off, and never guessed at', async () => {
    const limit = 5;
    const { signIn, others, looked, login, right } = await crowded(
      { concurrency: 1, queue: 4 },
      limit,
    );
    looked.length = 0;
    const crowd = Array.from({ length: 64 }, (_, at) => {
      if (at % 4 === 0) return signIn(login, right);
      return at % 2 === 0
        ? signIn(login, password(`wrong ${at} `))
        : signIn(`nobody${at}@example.com`, password(`wrong ${at} `));
    });
    await others();
    const answers = await Promise.all(crowd);
    everyAnswerIsOne(answers);
    expect(answers.filter(({ status }) => status === 503)).not.toEqual([]);
    const forJane = answers.filter((_, at) => at % 4 === 2);
    expect(forJane.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(limit);
    expect(forJane.filter(({ status }) => status === 200)).toEqual([]);
  });
});

describe('the call that is printed', () => {
  const run = promisify(execFile);

  it('works as it is, again and again', async () => {
    const installation = await openInstallation();
    const { app, master, key, password } = installation;
    const server = await serve(installation);
    const text = exampleCalls({
      publicUrl: server.url,
      apiKey: key,
      account: { id: master.id, number: master.number, url: `${server.url}/a/${master.address}` },
      user: { userName: masterMailbox, email: masterMailbox, password },
    });
    const call = text.split('\n\n').find((one) => one.startsWith('# partners-v8: '));
    for (let time = 0; time < 2; time++) {
      const { stdout } = await run('/bin/sh', ['-c', call ?? 'false'], { encoding: 'utf8' });
      expect(Object.keys(JSON.parse(stdout))).toEqual(['url', 'email', 'login', 'password', 'id']);
    }
    const listed = await app.registers.list({}, { caller: app.as.account(master.id) });
    expect(expectOk(listed).total).toBe(2);
  });
});
