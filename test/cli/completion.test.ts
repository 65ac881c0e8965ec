import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { compiled } from './started.ts';
import { bundledCli, tenantry } from './tenantry.ts';

const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** Says that a shell is not there, in the name of the test that is left out. */
const inShell = (shell: string) =>
  it.skipIf(!isThere(shell)).concurrent.bind(undefined, isThere(shell) ? shell : `${shell}: absent`);

/** A folder with a database of two accounts, and `tenantry` on the path. */
const installation = () => {
  const folder = emptyFolder();
  const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };
  const here = { folder, environment };
  tenantry(here, ['init', '--name', 'Root', '--email', 'root@example.com']);
  const { node, main } = bundledCli();
  const shim = join(folder, 'tenantry');
  writeFileSync(shim, `#!/bin/sh\nexec '${node}' '${main}' "$@"\n`);
  chmodSync(shim, 0o755);
  writeFileSync(join(folder, 'a-request.json'), '{}');
  return (shell: string, words: readonly string[], script: string): readonly string[] => {
    const { stdout, stderr } = spawnSync(shell, [...words, '-c', script], {
      cwd: folder,
      env: { ...compiled(), HOME: folder, PATH: `${folder}:${process.env['PATH']}`, TERM: 'dumb' },
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((line) => line !== '');
  };
};
