import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled } from '../cli/started.ts';
import { bundledCli, fromSource, serving, tenantry } from '../cli/tenantry.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { blocksOf, deadLinksOf, documents, root, textOf } from './documents.ts';
import { settingsPage } from './settings-page.ts';

/** What follows `npx` where the documents speak of a command. */
const command = ['--yes', 'pnpm@10.34.9', '--silent', 'tenantry'] as const;

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

/** A path on which `npx --yes pnpm@10.34.9 --silent tenantry` is the CLI of this work tree. */
function pathOfShim(): string {
  const folder = emptyFolder();
  const shim = join(folder, 'npx');
  const { node, main } = bundledCli();
  const lines = [
    '#!/bin/sh',
    `[ "$1 $2 $3 $4" = '${command.join(' ')}' ] || exit 99`,
    'shift 4',
    `exec '${node}' '${main}' "$@"`,
  ];
  writeFileSync(shim, `${lines.join('\n')}\n`);
  chmodSync(shim, 0o755);
  return `${folder}:${process.env['PATH']}`;
}

const bash = (script: string, cwd: string, env: Readonly<Record<string, string>>) => {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', script],
    {
      cwd,
      env: { ...env, ...compiled(), NODE_NO_WARNINGS: '1' },
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
};

describe('the documents', () => {
  it.each(documents)('%s has no link that leads nowhere', (path) => {
    expect(deadLinksOf(path)).toEqual([]);
  });

  it('find a link that leads nowhere', () => {
    expect(deadLinksOf('test/docs/fixtures/dead-link.md')).toEqual(['nowhere.md']);
  });

  it('have every block tried here or by the tests of what it shows', () => {
    const tried = documents.flatMap((path) =>
      [...textOf(path).matchAll(/^```(\w+)$/gm)].map(([, language]) => `${path}: ${language}`),
    );
    expect(tried).toEqual([
      'CONTRIBUTING.md: sh',
      'README.md: ts',
      'README.md: sh',
      'README.md: sh',
      'README.md: sh',
      'README.md: ts',
      ...Array.from({ length: 5 }, () => 'docs/api.md: sh'),
      'docs/cli.md: json',
      'docs/clients.md: ts',
      ...Array.from({ length: 3 }, () => 'docs/deploy.md: sh'),
      ...Array.from({ length: 5 }, () => 'docs/host-transactions.md: ts'),
      ...Array.from({ length: 9 }, () => 'docs/mount.md: ts'),
      'docs/operate-postgres.md: sql',
    ]);
  });

  it('README: its first command, its calls and its commands go together in one folder', async () => {
    const [calls = '', , commands = ''] = blocksOf('README.md', 'sh');
    const folder = emptyFolder();
    const path = pathOfShim();
    const server = await serving({ folder }, ['--dev', '--port', '0'], fromSource);
    // One answer a line: XML and JSON stand beside each other.
    const { stdout, stderr } = bash(calls.replaceAll('\n\n', '\necho\n'), folder, {
      PATH: path,
      ...shownBy(`${server.out()}\n${server.said()}`),
    });
    await server.stop('SIGTERM');
    const typed = bash(commands, folder, { PATH: path });
    expect(stderr).toBe('');
    const [customer = '', partner = '', account = '', registered = '', all = ''] =
      stdout.split('\n');
    expect(JSON.parse(customer).initialUsers[0].email).toBe('jane.doe@example.com');
    expect(JSON.parse(partner)).toMatchObject({ id: expect.any(Number) });
    expect(JSON.parse(account)).toMatchObject({ login: 'sub@example.com' });
    expect(registered).toContain('<Result>Success</Result>');
    expect(JSON.parse(all).data).toHaveLength(5);
    expect({ status: typed.status, stderr: typed.stderr }).toEqual({ status: 0, stderr: '' });
    expect(typed.stdout).toContain('2 First Customer (customer)');
    const next = await serving({ folder }, ['--dev', '--port', '0']);
    expect(next.out()).toMatch(/^API key +tenantry_/m);
    await next.stop('SIGTERM');
  });

  it('README: an installation on PostgreSQL is made and served as it is shown', async () => {
    const [, shown = ''] = blocksOf('README.md', 'sh');
    const server = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', shown], {
      cwd: emptyFolder(),
      env: { PATH: pathOfShim(), POSTGRES_URL: await emptyDatabase(), TENANTRY_PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // With all that it starts it is one group, and ended as one.
      detached: true,
    });
    const ended = once(server, 'close');
    let said = '';
    const serving = new Promise<string>((resolve) =>
      server.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [, url] = /serving (http:\S+)/.exec(said) ?? [];
        if (url !== undefined) resolve(url);
      }),
    );
    const url = await Promise.race([serving, ended.then(() => undefined)]);
    expect({ said, url }).toMatchObject({ url: expect.any(String) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    process.kill(-(server.pid ?? Number.NaN), 'SIGTERM');
    await ended;
  });

  it('README: its commands print data alone, through pnpm itself', () => {
    const database = `sqlite:${join(emptyFolder(), 'a.db')}`;
    const through = (...words: readonly string[]) =>
      spawnSync('npx', [...command, ...words], {
        cwd: root,
        env: { ...process.env, ...compiled(), ...environment, TENANTRY_DATABASE: database },
        encoding: 'utf8',
      });
    const made = through('init', '--name', 'Root', '--email', 'root@example.com', '--json');
    expect(JSON.parse(made.stdout).account.number).toBe(1);
    const refused = through('customer', 'show', '99', '--json');
    expect({ status: refused.status, out: refused.stdout }).toEqual({ status: 5, out: '' });
  });

  it('README: the embedded program is the one that the packed packages run', () => {
    const [shown = ''] = blocksOf('README.md', 'ts');
    expect(textOf('examples/sqlite-file/main.ts')).toContain(shown);
  });

  it('docs/operate-postgres.md: its questions to the server are answered', async () => {
    const [questions = ''] = blocksOf('docs/operate-postgres.md', 'sql');
    const client = new Client({ connectionString: await emptyDatabase() });
    await client.connect();
    for (const question of questions.split(';').filter((text) => text.trim() !== ''))
      expect((await client.query(question)).rows).toEqual([]);
    await client.end();
  });

  it('README: the contract runs under node:test as it is shown', () => {
    const [, shown = ''] = blocksOf('README.md', 'ts');
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--input-type=module-typescript', '--test-reporter=tap'],
      {
        cwd: join(root, 'test'),
        env: { ...process.env, ...compiled() },
        input: shown,
        encoding: 'utf8',
      },
    );
    expect(stdout.split('\n').filter((line) => line.includes('not ok '))).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/# pass [1-9]/);
    expect(stdout).toContain('# fail 0');
  });

  it('CONTRIBUTING and README name scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = ['README.md', 'CONTRIBUTING.md'].flatMap((path) =>
      [...textOf(path).matchAll(/pnpm@[\d.]+ (?:--silent )?([\w:]+)/g)].map(
        ([, script = '']) => script,
      ),
    );
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => name !== 'install' && !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('docs/cli.md: the file for customer create is taken as it stands', () => {
    const here = { folder: emptyFolder(), environment };
    tenantry(here, ['init', '--name', 'Root', '--email', 'root@example.com']);
    const [file = ''] = blocksOf('docs/cli.md', 'json');
    expect(tenantry(here, ['customer', 'create', '--file', '-'], file)).toMatchObject({
      code: 0,
      said: '',
    });
  });

  it('docs/cli.md: names every command that there is', () => {
    const here = { folder: emptyFolder() };
    const commandsIn = (words: readonly string[]): readonly string[] =>
      [
        ...(tenantry(here, [...words, '--help']).out.split('Commands:')[1] ?? '').matchAll(
          /^ {2}(\w+)/gm,
        ),
      ]
        .map(([, name = '']) => name)
        .filter((name) => name !== 'help');
    const text = textOf('docs/cli.md');
    const commands = commandsIn([]).flatMap((name) => {
      const below = [
        'account',
        'app',
        'customer',
        'key',
        'mail',
        'member',
        'partner',
        'password',
        'token',
      ].includes(name)
        ? commandsIn([name])
        : [];
      return below.length > 0 ? below.map((verb) => `${name} ${verb}`) : [name];
    });
    expect(commands).toContain('customer create');
    expect(commands.filter((name) => !text.includes(`| \`${name}`))).toEqual([]);
  });

  it('docs/settings.md: a secret is replaced in the rounds that it names', () => {
    const folder = emptyFolder();
    const [old, newer] = [
      'an old secret of 32 bytes or more..',
      'a new secret of 32 bytes or more..',
    ];
    const under = (secrets: string) => ({ folder, environment: { TENANTRY_SECRET: secrets } });
    tenantry(under(old), ['init', '--name', 'Root', '--email', 'root@example.com']);
    const words = ['customer', 'create', '--name', 'A', '--user', 'Jane Doe <jane@example.com>'];
    for (const round of [`${old},${newer}`, `${newer},${old}`, newer])
      expect(tenantry(under(round), words)).toMatchObject({ code: 0, said: '' });
    expect(tenantry(under(old), words)).toMatchObject({ code: 1 });
  });

  it('docs/settings.md is made of the table of settings', async () => {
    await expect(settingsPage()).toMatchFileSnapshot(join(root, 'docs/settings.md'));
  });
});

/** What a start prints, under the names that the README has for it. */
function shownBy(printed: string): Readonly<Record<string, string>> {
  const rows = [...textOf('README.md').matchAll(/^\| `([A-Z_]+)` \| `([\w -]+)` \|$/gm)];
  expect(rows).toHaveLength(6);
  const shown = rows.map(([, name = '', label = '']) => [
    name,
    new RegExp(`^(?:tenantry: )?${label} +(\\S+)`, 'm').exec(printed)?.[1] ?? '',
  ]);
  return Object.fromEntries(shown);
}
