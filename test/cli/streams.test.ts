import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { compiled } from './started.ts';
import { bundledCli, tenantry } from './tenantry.ts';

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

/** Runs a line of a shell in which `tenantry` is the CLI. */
const shell = (line: string, folder: string) => {
  const { node, main } = bundledCli();
  const define = `tenantry() { '${node}' '${main}' "$@"; }`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${define}; ${line}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...compiled(), ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const initialised = () => {
  const folder = emptyFolder();
  tenantry({ folder, environment }, ['init', '--name', 'Root', '--email', 'root@example.com']);
  return folder;
};

describe('the streams of a command', () => {
  it('waits for a pipe that is slow, and takes one that is long', () => {
    const folder = initialised();
    const slow = `(sleep 2; echo '{"name":"Slow"}') | tenantry customer create --file - --json`;
    expect(JSON.parse(shell(slow, folder).stdout).name).toBe('Slow');
    const long = `(printf '{"name":"Long","configurations":{"a":{"b":"'; head -c 200000 /dev/zero | tr '\\0' x; printf '"}}}') | tenantry customer create --file - --json`;
    expect(JSON.parse(shell(long, folder).stdout).name).toBe('Long');
  });

  it('says in one line what standard input is not, or holds too much of', () => {
    const folder = initialised();
    for (const [line, status, why] of [
      ['head -c 3000000 /dev/urandom | tenantry customer create --file -', 2, 'is not UTF-8'],
      ['head -c 3000 /dev/urandom | tenantry token create --key-stdin', 2, 'is not UTF-8'],
      ['head -c 10000000 /dev/zero | tr "\\0" x | tenantry policy set -', 7, 'is no JSON'],
      ['tenantry customer create --file .', 2, 'cannot be read: EISDIR'],
    ] as const) {
      const ended = shell(line, folder);
      expect({ line, ...ended }).toMatchObject({ line, status, stdout: '' });
      expect(ended.stderr).toMatch(/^tenantry: .*\n$/);
      expect(ended.stderr).toContain(why);
    }
  });

  it('ends quietly when nobody reads on, and says so when there is no room', () => {
    const folder = initialised();
    const gone = 'tenantry tree | true; exit "${PIPESTATUS[0]}"';
    expect(shell(gone, folder)).toMatchObject({ status: 0, stderr: '' });
    const full = shell('tenantry tree > /dev/full', folder);
    expect(full.status).toBe(1);
    expect(full.stderr).toMatch(/^tenantry: standard output: .*\n$/);
  });

  it('does not end well when nobody has seen what is shown once', () => {
    const folder = emptyFolder();
    for (const words of [
      'tenantry init --name Root --email root@example.com',
      'tenantry account open --email a@example.com',
      'tenantry key create --json',
      'tenantry key create | tenantry token create --key-stdin',
    ]) {
      const ended = shell(`${words} | true; exit "\${PIPESTATUS[-2]}"`, folder);
      expect({ words, status: ended.status }).toEqual({ words, status: 1 });
      expect(ended.stderr).toMatch(/^tenantry: standard output: [^\n]* is lost\n$/);
    }
  });

  it('ends as it does where nothing can be said', () => {
    const folder = initialised();
    for (const nowhere of ['/dev/full', ' >(true)', '&-'])
      expect(shell(`tenantry customer show 99 2>${nowhere}`, folder).status).toBe(5);
  });
});
