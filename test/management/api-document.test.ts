import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { listen } from '@tenantry/http/node';
import { expect, it, onTestFinished } from 'vitest';
import { blocksOf, textOf } from '../docs/documents.ts';
import { openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

const path = 'docs/api.md';

it('docs/api.md: its calls go together in one shell', async () => {
  const { http, key } = await openInstallation({ hasher: quickHasher() });
  const server = await listen(http, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  // One answer a line.
  const script = blocksOf(path, 'sh')
    .join('')
    .replaceAll(/^(?=curl)/gm, 'echo; ');
  const shell = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    env: { PATH: process.env['PATH'] ?? '', URL: server.url, API_KEY: key },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [, ...lines] = (await text(shell.stdout)).split('\n');
  const [made = '', planned, found, corrected = '', suspended, history] = lines;
  expect(made).toContain('"configurations":{"billing": {"rate": 1.50, "currency": "EUR"}}');
  expect(JSON.parse(planned ?? '')).toMatchObject({
    status: 422,
    errors: [{ pointer: '/phone' }, { pointer: '/email' }],
  });
  const { id } = JSON.parse(made);
  expect(JSON.parse(found ?? '').data).toMatchObject([{ id }]);
  expect(corrected).toContain('"name":"Example Limited"');
  expect(corrected).toContain('"configurations":{"billing":{"rate":1.50}}');
  expect(JSON.parse(suspended ?? '')).toMatchObject({ id, status: 'suspended', version: 3 });
  const kinds = JSON.parse(history ?? '').data.map(({ kind }: { readonly kind: string }) => kind);
  expect(kinds).toEqual(['CustomerOpened', 'CustomerChanged', 'AccountSuspended']);
});

it('docs/api.md: names every operation that there is', async () => {
  const { http } = await openInstallation({ hasher: quickHasher() });
  const operations = http.operations.filter((one) => one.path.startsWith('/v1/'));
  const named = operations.map(
    (one) => `\`${one.method} ${one.path.replaceAll(/:(\w+)/g, '{$1}')}\``,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !textOf(path).includes(`| ${name} |`))).toEqual([]);
});
