import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled } from '../cli/started.ts';
import { blocksOf, root, textOf } from '../docs/documents.ts';
import { emptyDatabase } from '../postgres/server.ts';

const hosts = ['kysely', 'better-sqlite3', 'pg', 'prisma', 'drizzle'];
const pathOf = (host: string) => `examples/host-${host}/main.ts`;

it('a host opens a customer in its own transaction, or nothing: every example', async () => {
  const folder = emptyFolder();
  const steps: string[] = [];
  for (const host of hosts) {
    mkdirSync(join(folder, host));
    steps.push(
      `process.chdir(${JSON.stringify(join(folder, host))});`,
      `process.env['DATABASE_URL'] = ${JSON.stringify(await emptyDatabase())};`,
      `await import(${JSON.stringify(join(root, pathOf(host)))});`,
    );
  }
  // One after another in one process: most of what one takes is to begin.
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', steps.join('\n')],
    { encoding: 'utf8', env: { ...process.env, ...compiled() } },
  );
  expect(status).toBe(0);
  // The second customer is rolled back: there is no such plan.
  const shown = /\[ 'First Customer' \]\n.*plan: 'basic' .*\{ sent: 1, failed: 0 \}\n/g;
  expect(stdout.match(shown)).toHaveLength(hosts.length);
  for (const host of hosts) expect(readdirSync(join(folder, host, 'mail'))).toHaveLength(1);
});

it('docs/host-transactions.md shows what the examples run', () => {
  const shown = blocksOf('docs/host-transactions.md', 'ts');
  expect(shown).toHaveLength(hosts.length);
  for (const [at, host] of hosts.entries()) expect(textOf(pathOf(host))).toContain(shown[at]);
});
