import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

const program = `
await import('node:http');
// To look at the others is to be warned.
const names = Object.getOwnPropertyNames(globalThis).filter((name) => !/storage|navigator/i.test(name));
const before = new Map(names.map((name) => [name, globalThis[name]]));
const listeners = process.eventNames().length;
const { createHttp } = await import('@tenantry/http');
const { nodeHandler } = await import('@tenantry/http/node');
const { middleware } = await import('@tenantry/http/express');
const { plugin } = await import('@tenantry/http/fastify');
const { route } = await import('@tenantry/http/hono');
const http = createHttp({ publicUrl: 'https://example.com/accounts', accounts: {}, mail: {} });
for (const mount of [nodeHandler, middleware, plugin, route]) mount(http);
const changed = names.filter((name) => !Object.is(globalThis[name], before.get(name)));
const running = process.getActiveResourcesInfo().filter((name) => /Timeout|TCP|FSReq/.test(name));
console.log(JSON.stringify({ changed, running, added: process.eventNames().length - listeners }));
`;

it('what is mounted replaces no global, and starts nothing', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { cwd: import.meta.dirname, encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({ changed: [], running: [], added: 0 });
});
