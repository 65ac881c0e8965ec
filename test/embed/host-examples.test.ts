import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../cli/started.ts';
import { blocksOf, root, textOf } from '../docs/documents.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { embedded } from './embedded.ts';

const hosts = ['kysely', 'better-sqlite3', 'pg', 'prisma', 'drizzle'];
const pathOf = (host: string) => `examples/host-${host}/main.ts`;

/** Those that ask for a database of PostgreSQL. */
const onPostgres = /(pg|prisma|drizzle|transaction)$/;

const programs = [
  ...hosts.map((name) => ({ name, program: pathOf(name) })),
  ...embedded.map(({ name, program }) => ({ name: `embedded-${name}`, program })),
];

describe('the examples of hosts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-hosts-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const printed = new Map<string, string>();

  beforeAll(async () => {
    const steps: string[] = [];
    for (const { name, program } of programs) {
      mkdirSync(join(folder, name));
      const url = onPostgres.test(name) ? await emptyDatabase() : '';
      steps.push(
        `process.chdir(${JSON.stringify(join(folder, name))});`,
        `process.env['DATABASE_URL'] = ${JSON.stringify(url)};`,
        `console.log('-- ${name}');`,
        `await import(${JSON.stringify(join(root, program))});`,
      );
    }
    // One after another in one process: most of what one takes is to begin.
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', steps.join('\n')],
      { encoding: 'utf8', env: { ...process.env, ...compiled() } },
    );
    if (status !== 0) throw new Error(stderr);
    for (const part of stdout.split(/^-- /m).slice(1))
      printed.set(part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1));
  });

  it.each(hosts)('%s: opens a customer in a transaction of its own, or nothing', (host) => {
    // The second customer is rolled back: there is no such plan.
    expect(printed.get(host)).toMatch(
      /\[ 'First Customer' \]\n.*plan: 'basic' .*\{ sent: 1, failed: 0 \}\n/,
    );
    expect(readdirSync(join(folder, host, 'mail'))).toHaveLength(1);
  });

  it.each(embedded)('embedded, $name: opens a customer', ({ name, prints }) => {
    expect(printed.get(`embedded-${name}`)).toMatch(prints);
  });
});

it('docs/host-transactions.md shows what the examples run', () => {
  const shown = blocksOf('docs/host-transactions.md', 'ts');
  expect(shown).toHaveLength(hosts.length);
  for (const [at, host] of hosts.entries()) expect(textOf(pathOf(host))).toContain(shown[at]);
});
