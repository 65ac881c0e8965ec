import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { blocksOf, root, textOf } from '../docs/documents.ts';
import { emptyDatabase } from '../postgres/server.ts';

const examples = ['kysely', 'better-sqlite3', 'pg', 'prisma', 'drizzle'].map(
  (name) => `examples/host-${name}/main.ts`,
);

describe('a host that opens a customer in its own transaction', () => {
  it.each(examples)('%s', async (path) => {
    const folder = emptyFolder();
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, path)], {
      cwd: folder,
      env: { ...process.env, DATABASE_URL: await emptyDatabase() },
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    // The second was rolled back: its plan is none.
    expect(stdout).toContain("[ 'First Customer' ]");
    expect(stdout).toContain("plan: 'basic'");
    expect(stdout).toContain('{ sent: 1, failed: 0 }');
    expect(readdirSync(join(folder, 'mail'))).toHaveLength(1);
  });
});

it('docs/host-transactions.md shows what the examples run', () => {
  const shown = blocksOf('docs/host-transactions.md', 'ts');
  expect(shown).toHaveLength(examples.length);
  for (const [at, path] of examples.entries()) expect(textOf(path)).toContain(shown[at]);
});
