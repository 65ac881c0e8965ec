import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { canary, canaryRequests } from '../protocols/canary-requests.ts';
import { logOf, type Made, made, served } from './served.ts';

const send = async (url: string, made_: Made): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const [method, path, init] of canaryRequests(made_)) {
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
  expect(answered.map(({ status }) => status)).toEqual([...well, 400, 431, ...broken]);
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
  const port = Number(new URL(server.url).port);
  const each = 250;
  const sockets = Array.from({ length: 6 }, () => connect(port, '127.0.0.1').setEncoding('latin1'));
  let said = '';
  for (const socket of sockets) {
    socket.on('data', (text: string) => {
      said += text;
    });
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(each));
  }
  const answers = () => said.match(/x-request-id/gi)?.length ?? 0;
  await expect.poll(answers, { timeout: 30_000 }).toBe(sockets.length * each);
  for (const socket of sockets) socket.destroy();
  server.process.kill('SIGTERM');
  await expect.poll(() => server.process.exitCode, { timeout: 30_000 }).toBe(0);
});
