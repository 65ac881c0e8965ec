import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from './started.ts';
import { bundledCli, tenantry } from './tenantry.ts';

let folder = '';

/** A folder with a database of one account, a file, and `tenantry` on the path. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-completion-'));
  const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };
  tenantry({ folder, environment }, ['init', '--name', 'Root', '--email', 'root@example.com']);
  const { node, main } = bundledCli();
  const shim = join(folder, 'tenantry');
  writeFileSync(shim, `#!/bin/sh\nexec '${node}' '${main}' "$@"\n`);
  chmodSync(shim, 0o755);
  writeFileSync(join(folder, 'a-request.json'), '{}');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that a shell answers, into which the script of ours has been loaded. */
const answered = (shell: string, words: readonly string[]): readonly string[] => {
  const { stdout, stderr } = spawnSync(shell, words, {
    cwd: folder,
    env: { ...compiled(), HOME: folder, PATH: `${folder}:${process.env['PATH']}`, TERM: 'dumb' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
};

/** Whether a shell is here: `.ci/run` installs those that are not. */
const isMissing = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status !== 0;

describe('completion', () => {
  // Every system that the tests run on has it.
  it('bash', () => {
    const script = `source <(tenantry completion bash)
      complete -p tenantry
      tried() { COMP_WORDS=(tenantry "$@"); COMP_CWORD=$#; _tenantry; printf '%s,' "\${COMPREPLY[@]}"; echo; }
      tried custo; tried mail list --state = su; tried suspend ''; tried customer list more`;
    expect(answered('bash', ['--norc', '-c', script])).toEqual([
      'complete -F _tenantry tenantry',
      'customer,',
      'superseded,',
      '1,',
      ',',
    ]);
  });

  it.skipIf(isMissing('zsh'))('zsh, where it is installed', () => {
    // What is offered is told instead of shown: there is no line that somebody edits.
    const script = `autoload -Uz compinit && compinit -D -u
      source <(tenantry completion zsh)
      echo $_comps[tenantry]
      _describe() { print -r -- \${(j:,:)\${(P)2}}; }
      _files() { print -r -- files; }
      tried() { local -a words=(tenantry "$@"); local -i CURRENT=$(( $# + 1 )); _tenantry; }
      tried custo; tried suspend ''; tried policy set ''; tried customer list more`;
    expect(answered('zsh', ['-f', '-c', script])).toEqual([
      '_tenantry',
      'customer:child customer accounts',
      '1:master Root',
      'files',
    ]);
  });

  it.skipIf(isMissing('fish'))('fish, where it is installed', () => {
    const script = `tenantry completion fish | source
      complete -C 'tenantry custo'
      complete -C 'tenantry suspend '
      complete -C 'tenantry policy set a-req'`;
    expect(answered('fish', ['--no-config', '-c', script])).toEqual([
      'customer\tchild customer accounts',
      '1\tmaster Root',
      'a-request.json',
    ]);
  });
});
