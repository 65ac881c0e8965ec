import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask } from '../postgres/ask.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { startServer } from '../postgres/start-server.ts';
import { emptyFolder } from './folder.ts';
import { serving, tenantry } from './tenantry.ts';

const secret = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

const on = (url: string, environment: Readonly<Record<string, string>> = {}) => ({
  folder: emptyFolder(),
  environment: { TENANTRY_DATABASE: url, ...environment },
});

/** What of a URL must not be shown. */
const proofIn = (url: string): string => {
  const { username, password } = new URL(url);
  expect(password).not.toBe('');
  return `${username}:${password}`;
};

describe('PostgreSQL at a terminal', () => {
  it('is made, served and asked as a file is; what --dev keeps is in the working directory', async () => {
    const url = await emptyDatabase();
    const here = on(url);
    const first = await serving(here, ['--dev', '--port', '0']);
    const printed = first.out();
    expect(printed).toMatch(/API key +tenantry_/);
    const made = ['customer', 'create', '--name', 'A', '--idempotency-key', 'once', '--json'];
    const [customer, again] = [tenantry(here, made), tenantry(here, made)];
    expect(customer).toMatchObject({ code: 0, said: '' });
    expect(JSON.parse(again.out)).toEqual({ ...JSON.parse(customer.out), replayed: true });
    expect(await first.stop('SIGINT')).toBe(0);
    const second = await serving(here, ['--dev', '--port', new URL(first.url).port]);
    expect(second.out()).toBe(printed);
    expect(await second.stop('SIGTERM')).toBe(0);
    const { hostname, port, pathname } = new URL(url);
    const files = ['.secret', '.dev.json'].map(
      (suffix) => `${pathname.slice(1)}@${hostname}+${port}${suffix}`,
    );
    expect(readdirSync(here.folder).toSorted()).toEqual(files.toSorted());
    for (const file of files) expect(statSync(join(here.folder, file)).mode & 0o777).toBe(0o600);
    const said = [first.said(), second.said(), printed, customer.said, again.said].join('');
    expect(said).not.toContain(proofIn(url));
  });

  it('must keep what it acknowledges, where other machines are served', async () => {
    const url = await emptyDatabase();
    const here = on(url, secret);
    expect(tenantry(here, ['init', '--name', 'R', '--email', 'r@example.com']).code).toBe(0);
    const production = {
      TENANTRY_PUBLIC_URL: 'https://tenantry.test',
      TENANTRY_MAIL: 'directory:mail',
    };
    const there = { ...here, environment: { ...here.environment, ...production } };
    const refused = tenantry(there, ['serve', '--port', '0']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.said).toMatch(
      /^tenantry: TENANTRY_DATABASE cannot be opened: [^\n]*fsync[^\n]*\n$/,
    );
  });

  it('that goes away is 503 until it is back, and the server goes on', async () => {
    const database = await startServer(await ask('template'));
    onTestFinished(() => database.remove());
    const here = on(database.url, secret);
    const { out } = tenantry(here, ['init', '--name', 'R', '--email', 'r@example.com', '--json']);
    const { apiKey } = JSON.parse(out);
    const server = await serving(here, ['--port', '0']);
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ grant: 'api_key', key: apiKey });
    const answers = async () => {
      const all = await Promise.all([
        fetch(`${server.url}/healthz`),
        fetch(`${server.url}/readyz`),
        fetch(`${server.url}/v1/tokens`, { method: 'POST', headers, body }),
      ]);
      return all.map((answer) => [answer.status, answer.headers.get('Retry-After')]);
    };
    const present = [200, 200, 200].map((status) => [status, null]);
    expect(await answers()).toEqual(present);
    await database.stop('immediate');
    expect(await answers()).toEqual([
      [200, null],
      [503, '1'],
      [503, '1'],
    ]);
    const away = tenantry(here, ['tree']);
    expect(away).toMatchObject({ code: 8, out: '' });
    expect(away.said).toMatch(/^tenantry: TENANTRY_DATABASE cannot be opened: [^\n]*\n$/);
    await database.start();
    await expect.poll(answers, { timeout: 30_000 }).toEqual(present);
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(server.said() + away.said).not.toContain(proofIn(database.url));
    expect(server.said()).not.toContain('"level":50');
  });
});
