import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blocksOf, root, textOf } from '../docs/documents.ts';
import { customerText, proofOf } from '../protocols/mounted-calls.ts';

const Issued = z.object({ account: z.string() });

const names = ['node', 'express', 'fastify', 'hono', 'fetch'];
const pathOf = (name: string, file = 'main') => `examples/mounted-${name}/${file}.ts`;

/** One process for all of them: most of what one takes is to begin. */
const program = names.map((name) => `await import(${JSON.stringify(join(root, pathOf(name)))});`);
const running = spawn(process.execPath, ['--input-type=module', '--eval', program.join('\n')], {
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(running, 'exit');
const started: { readonly origin: string; readonly key: string }[] = [];

beforeAll(async () => {
  for await (const line of createInterface(running.stdout)) {
    const [, port, key = ''] = /port: (\d+) \} (\S+)$/.exec(line) ?? [];
    if (key !== '') started.push({ origin: `http://127.0.0.1:${port}`, key });
    if (started.length === names.length) return;
  }
});
afterAll(async () => {
  running.kill('SIGKILL');
  await ended;
});

describe('the examples of mounting', () => {
  it.each([...names.entries()])('%i: %s', async (at) => {
    const { origin = '', key = '' } = started[at] ?? {};
    expect(await (await fetch(origin)).text()).toBe('The host itself\n');
    const issued = await fetch(`${origin}/accounts/v1/tokens`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ grant: 'api_key', key }),
    });
    const { account } = Issued.parse(await issued.json());
    const made = await fetch(`${origin}/accounts/v2/customers`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...proofOf(key, account) },
      body: customerText('First Customer'),
    });
    expect(made.headers.get('Location')).toMatch(/^\/accounts\/v2\/customers\/.+/);
    const missing = await fetch(`${origin}/accounts/nothing`);
    expect(await missing.json()).toMatchObject({ status: 404 });
  });

  it('have a route for a Next app', async () => {
    const route = await import('../../examples/mounted-fetch/route.ts');
    const { GET, HEAD, OPTIONS, PATCH, POST } = route;
    const at = (path: string, method = 'GET') =>
      new Request(`http://localhost:3000/accounts${path}`, { method });
    expect((await GET(at('/healthz'))).status).toBe(200);
    expect((await HEAD(at('/healthz', 'HEAD'))).status).toBe(200);
    expect((await OPTIONS(at('/v1/tokens', 'OPTIONS'))).status).toBe(204);
    expect((await PATCH(at('/v1/tokens', 'PATCH'))).status).toBe(405);
    expect((await POST(at('/v1/tokens', 'POST'))).status).toBe(415);
  });

  it('are what docs/mount.md shows', () => {
    const flat = (text: string) => text.replaceAll(/^ +/gm, '');
    const shown = blocksOf('docs/mount.md', 'ts').map(flat);
    const texts = [...names.map((name) => pathOf(name)), pathOf('fetch', 'route')].map((path) =>
      flat(textOf(path)),
    );
    const hosts = flat(textOf('test/mount/hosts.ts'));
    const [opened = '', made = '', ...others] = shown;
    for (const text of [...texts.slice(0, 4), flat(textOf(pathOf('fetch', 'accounts')))]) {
      expect(text).toContain(opened);
      expect(text).toContain(made);
    }
    const missing = others.filter(
      (block) => ![...texts, hosts].some((text) => text.includes(block)),
    );
    expect(missing).toEqual([]);
    expect(others).toHaveLength(7);
  });
});
