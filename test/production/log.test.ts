import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { logOf, type Made, made, served } from './served.ts';

const canary = 'kanarienvogel';

/** Every header that is looked at anywhere, and some that are not. */
const headersOf = ({ key, account }: Made): Readonly<Record<string, string>> => ({
  'X-Frankie-CustomerID': account.id,
  'X-Frankie-Username': `${canary}.user`,
  'X-Frankie-Channel': `${canary}-channel`,
  'Idempotency-Key': `${canary}-idempotency`,
  // One that could forge a line is not kept; one that could not is.
  'X-Request-Id': `${canary} {"x":1}`,
  'X-Forwarded-For': `${canary}, 192.0.2.1`,
  'If-Match': `"${canary}"`,
  'User-Agent': canary,
  Referer: `http://${canary}/`,
  Origin: `http://${canary}`,
  Cookie: `session=${canary}`,
  'X-Unheard-Of': canary,
  Accept: 'application/json',
  api_key: key,
});

const person = {
  name: `${canary} name`,
  email: `${canary}@example.com`,
  firstName: canary,
  lastName: canary,
  login: `${canary}@example.com`,
  userName: canary,
  password: `${canary} password`,
  phrase: `${canary} phrase`,
  token: canary,
};

/** Requests with something to be kept secret in each of their places, right and wrong ones. */
const requests = (installation: Made): readonly (readonly [string, string, RequestInit?])[] => {
  const { key, password, account } = installation;
  const headers = headersOf(installation);
  const json = { ...headers, 'Content-Type': 'application/json' };
  const customer = {
    customer: { name: canary },
    initialUsers: [{ name: canary, email: `${canary}@example.com` }],
    additionalConfigurations: { [canary]: { [canary]: canary } },
    externalReferences: [{ name: canary, value: canary }],
  };
  const basic = (name: string, secret: string) =>
    `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  const post = (path: string, body: unknown, more: object = {}) =>
    [
      'POST',
      path,
      {
        headers: { ...json, ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      },
    ] as const;
  const v8 = `/a/${account.address}/api/v8`;
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const xml = { 'Content-Type': 'application/xml' };
  return [
    post('/v2/customers', customer),
    post('/v2/customers', { ...customer, [canary]: canary }, { 'Idempotency-Key': `${canary}-2` }),
    post('/v2/customers', `{"${canary}": ${canary}}`),
    post('/v2/customers', customer, { api_key: `tenantry_${canary}` }),
    post('/v2/customers', customer, { Authorization: `Bearer ${canary}` }),
    post('/v2/customers', canary, { 'Content-Type': `text/${canary}` }),
    post(`/v2/customers?api_key=${key}&${canary}=${canary}`, customer),
    post(
      '/api/v1/partners',
      { ...person, contact: person, verificationPhrase: canary },
      {
        Authorization: basic('root@example.com', password),
      },
    ),
    post('/api/v1/partners', person, { Authorization: basic(canary, `${canary} wrong`) }),
    post('/api/v1/admin/accounts/1', `<AccountRegister><${canary}>${canary}</${canary}>`, xml),
    post('/api/v1/admin/accounts/1', { Firstname: canary, Password: canary, Email: canary }),
    post(`/api/v1/admin/accounts/${canary}`, person),
    post('/v1/tokens', { grant: 'api_key', key }),
    post('/v1/tokens', { grant: 'password', userName: canary, password: canary }),
    post('/v1/accounts', { kind: 'customer', ...person }),
    post('/v1/accounts/1/phrase-checks', { phrase: canary }),
    post(`/v1/members/${canary}/resend`, {}),
    post(`${v8}/auth`, person),
    post(`${v8}/auth`, `login=${canary}&password=${canary}`, form),
    post('/password-reset', `email=${canary}%40example.com`, form),
    post(`/invitations/${canary}`, `password=${canary}&token=${canary}`, form),
    ['GET', `${v8}/auth?login=${canary}&password=${encodeURIComponent(password)}`, { headers }],
    ['GET', `${v8}/refresh?refresh_token=${canary}`, { headers }],
    ['GET', `/v2/customers/${canary}`, { headers }],
    ['GET', `/v1/accounts?reference=${canary}:${canary}&cursor=${canary}`, { headers }],
    ['GET', `/invitations/${canary}?token=${canary}`, { headers }],
    ['GET', `/a/${canary}`, { headers }],
    ['GET', `/${canary}/${key}`, { headers }],
    ['DELETE', `/v2/customers/${canary}`, { headers }],
  ];
};

const send = async (url: string, made_: Made): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const [method, path, init] of requests(made_)) {
    const answer = await fetch(url + path, { ...init, method, redirect: 'manual' });
    await answer.text();
    statuses.push(answer.status);
  }
  return statuses;
};

/** Bytes that are no request. */
const sendRaw = (url: string, text: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    socket.on('error', () => {}).on('close', () => resolve());
    socket.resume();
  });

it('has one line for each request, and nothing that a request says, also of faults', async () => {
  const installation = await made({ TENANTRY_LOG_LEVEL: 'debug', TENANTRY_MAIL: 'directory:mail' });
  const server = await served(installation);
  const well = await send(server.url, installation);
  expect(well).toContain(201);
  expect(well).not.toContain(500);
  await sendRaw(server.url, `${canary} /${canary} HTTP/1.1\r\n\r\n`);
  await sendRaw(
    server.url,
    `GET /${canary} HTTP/1.1\r\nHost: x\r\n${canary}: ${'x'.repeat(20_000)}\r\n\r\n`,
  );
  // From now on all that is written fails, and what is read of an account.
  const database = new Database(installation.file);
  database.exec('ALTER TABLE tenantry_account RENAME TO tenantry_gone');
  database.close();
  const broken = await send(server.url, installation);
  expect(broken).toContain(500);
  // Nobody reads the log any more: that hinders nobody.
  const lines = logOf(server);
  const logged = server.said();
  server.process.stderr?.destroy();
  for (let times = 0; times < 20; times++)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(await server.stop('SIGTERM')).toBe(0);

  const answered = lines.filter(({ msg }) => msg === 'request');
  expect(answered.map(({ status }) => status)).toEqual([...well, ...broken]);
  expect(lines.map(({ msg }) => msg)).toContain('fault');
  const { key, password, secret } = installation;
  expect(logged.toLowerCase()).not.toContain(canary);
  for (const text of [canary, key, key.slice(-20), password, secret, 'root@example.com', 'Root']) {
    expect(logged).not.toContain(text);
    expect(logged).not.toContain(Buffer.from(text).toString('base64').slice(0, -4));
  }
  // Lines have what they are allowed to have, and no more.
  const known = [
    ['level', 'time', 'msg', 'requestId', 'method', 'route', 'status', 'durationMs'],
    ['account', 'key', 'user', 'clientRequestId', 'errors', 'stack', 'delivery', 'state', 'reason'],
  ].flat();
  expect(
    lines.flatMap((line) => Object.keys(line)).filter((name) => !known.includes(name)),
  ).toEqual([]);
});

it('keeps nobody waiting who is served, where nobody reads it', async () => {
  const server = await served(await made());
  server.process.stderr?.pause();
  // More than there is room for between the two.
  const { port } = new URL(server.url);
  const count = 3000;
  const socket = connect(Number(port), '127.0.0.1').setEncoding('latin1');
  let said = '';
  socket.on('data', (text: string) => {
    said += text;
  });
  socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(count));
  const answers = () => said.split(/HTTP\/1\.1 (?=404|503)/).length - 1;
  await expect.poll(answers, { timeout: 30_000 }).toBe(count);
  socket.destroy();
  server.process.kill('SIGTERM');
  await expect.poll(() => server.process.exitCode, { timeout: 30_000 }).toBe(0);
});
