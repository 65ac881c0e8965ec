import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { compiled } from './started.ts';
import { bundledCli } from './tenantry.ts';

/** Runs a line of a shell in which `tenantry` is the CLI, and nobody sits at the terminal. */
const shell = (line: string, folder: string) => {
  const { node, main } = bundledCli();
  const define = `tenantry() { '${node}' '${main}' "$@"; }`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${define}; ${line}`], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more',
      ...compiled(),
    },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('members and keys in a pipe', () => {
  it('lose nothing unsaid, and ask nothing of a pipe', () => {
    const folder = emptyFolder();
    expect(shell('tenantry init --name Root --email root@example.com', folder).status).toBe(0);
    // A key that nobody has seen is told of; a list that nobody reads on is not.
    const [id] = shell('tenantry key list', folder).stdout.split('\n').at(-2)?.split('\t') ?? [];
    const unseen = shell(
      `tenantry key rotate ${id} --json | true; exit "\${PIPESTATUS[0]}"`,
      folder,
    );
    expect(unseen.status).toBe(1);
    expect(unseen.stderr).toMatch(/^tenantry: standard output: [^\n]* is lost\n$/);
    for (const list of ['member list', 'key list', 'mail list', 'events'])
      expect(shell(`tenantry ${list} | true; exit "\${PIPESTATUS[0]}"`, folder)).toMatchObject({
        status: 0,
        stderr: '',
      });
    const asked = shell('echo y | tenantry suspend 1', folder);
    expect(asked).toEqual({
      status: 2,
      stdout: '',
      stderr: 'tenantry: suspend needs --yes where nobody can be asked\n',
    });
  });
});
