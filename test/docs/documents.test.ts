import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { compiled } from '../cli/started.ts';
import { fromSource, serving } from '../cli/tenantry.ts';
import { emptyDatabase } from '../postgres/server.ts';
import {
  blocksOf,
  deadLinksOf,
  documents,
  languagesIn,
  missingPathsIn,
  root,
  textOf,
} from './documents.ts';
import { drawingOfPackages } from './drawing.ts';
import { joinedBlocks } from './joined-blocks.ts';
import { settingsPage } from './settings-page.ts';
import { command, pathOfShim, typedToServe } from './typed.ts';

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

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

/**
 * The blocks of each document that are code or commands, and the tests that try them; whoever writes
 * a document adds its row. Output is marked as `text`.
 */
const tried: Readonly<
  Record<string, { readonly blocks: readonly string[]; readonly by: readonly string[] }>
> = {
  'CONTRIBUTING.md': { blocks: ['sh'], by: ['test/docs/documents.test.ts'] },
  'README.md': { blocks: ['sh', 'ts', 'sh', 'sh', 'ts'], by: ['test/docs/documents.test.ts'] },
  'docs/api.md': { blocks: times(5, 'sh'), by: ['test/management/api-document.test.ts'] },
  'docs/calls.md': { blocks: ['sh'], by: ['test/docs/documents.test.ts'] },
  'docs/cli.md': { blocks: ['json'], by: ['packages/cli/src/documented.test.ts'] },
  'docs/clients.md': { blocks: ['sh', 'ts'], by: ['test/client/generated.test.ts'] },
  'docs/deploy.md': { blocks: times(5, 'sh'), by: ['test/deploy/deployed.test.ts'] },
  'docs/embed.md': {
    blocks: [...times(7, 'ts'), 'js'],
    by: ['test/embed/embedded-examples.test.ts'],
  },
  'docs/host-transactions.md': {
    blocks: times(5, 'ts'),
    by: ['test/embed/host-examples.test.ts'],
  },
  'docs/import.md': { blocks: times(3, 'sh'), by: ['test/cli/import.test.ts'] },
  'docs/mail.md': { blocks: ['ts'], by: ['test/docs/documents.test.ts'] },
  'docs/mount.md': { blocks: times(9, 'ts'), by: ['test/mount/examples.test.ts'] },
  'docs/operate-postgres.md': { blocks: ['sql'], by: ['test/docs/documents.test.ts'] },
  'docs/operate.md': { blocks: times(3, 'sh'), by: ['test/docs/documents.test.ts'] },
  'docs/testing.md': { blocks: times(4, 'ts'), by: ['test/docs/documents.test.ts'] },
};

describe('the documents', () => {
  it('have no link that leads nowhere', () => {
    const dead = documents.flatMap((path) => deadLinksOf(path).map((link) => `${path}: ${link}`));
    expect(dead).toEqual([]);
  });

  it('find a link that leads nowhere', () => {
    expect(deadLinksOf('test/docs/fixtures/dead-link.md')).toEqual(['nowhere.md']);
  });

  it('name files and folders that there are', () => {
    const missing = documents.flatMap((path) =>
      missingPathsIn(textOf(path)).map((named) => `${path}: ${named}`),
    );
    expect(missing).toEqual([]);
  });

  it('find a file that there is not', () => {
    const text =
      '`packages/none/` and `vitest run test/docs/none.test.ts` and `packages/domain/src/…`';
    expect(missingPathsIn(text)).toEqual(['packages/none/', 'test/docs/none.test.ts']);
  });

  it('have no block that is not tried', () => {
    const languages = documents
      .map((path) => [path, languagesIn(textOf(path)).filter((each) => each !== 'text')] as const)
      .filter(([, blocks]) => blocks.length > 0);
    expect(Object.fromEntries(languages)).toEqual(
      Object.fromEntries(Object.entries(tried).map(([path, { blocks }]) => [path, blocks])),
    );
    const silent = Object.entries(tried).flatMap(([path, { by }]) =>
      by.filter((test) => !textOf(test).includes(path)),
    );
    expect(silent).toEqual([]);
  });

  it('find a block that is not tried, that says no language, or is only set in', () => {
    const untried = languagesIn(textOf('test/docs/fixtures/untried.md'));
    expect(untried).toEqual(['sh', 'text', 'none', 'none']);
  });

  it('README, docs/calls.md, docs/operate.md: what is typed goes together in one folder', async () => {
    const [first = '', , commands = ''] = blocksOf('README.md', 'sh');
    const [calls = ''] = blocksOf('docs/calls.md', 'sh');
    const [probes = '', upkeep = '', backup = ''] = blocksOf('docs/operate.md', 'sh');
    const { scripts } = JSON.parse(textOf('package.json'));
    expect(first).toBe('npx --yes pnpm@10.34.9 start\nnpx --yes pnpm@10.34.9 test\n');
    expect(scripts).toMatchObject({
      start: 'node packages/cli/src/main.ts serve --dev',
      test: 'vitest run',
    });
    const folder = emptyFolder();
    const path = pathOfShim();
    const server = await serving({ folder }, ['--dev', '--port', '0'], fromSource);
    const variables = { PATH: path, ...shownBy(`${server.out()}\n${server.said()}`) };
    // One answer a line: XML and JSON stand beside each other.
    const { stdout, stderr } = bash(calls.replaceAll('\n\n', '\necho\n'), folder, variables);
    const probed = bash(probes, folder, variables);
    await server.stop('SIGTERM');
    const typed = bash([commands, upkeep, backup].join('\n'), folder, { PATH: path });
    expect(stderr).toBe('');
    const [customer = '', partner = '', account = '', registered = '', all = ''] =
      stdout.split('\n');
    expect(JSON.parse(customer).initialUsers[0].email).toBe('jane.doe@example.com');
    expect(JSON.parse(partner)).toMatchObject({ id: expect.any(Number) });
    expect(JSON.parse(account)).toMatchObject({ login: 'sub@example.com' });
    expect(registered).toContain('<Result>Success</Result>');
    expect(JSON.parse(all).data).toHaveLength(5);
    expect(probed).toMatchObject({ status: 0, stderr: '' });
    expect(probed.stdout).toContain('tenantry_outbox_messages');
    expect({ status: typed.status, stderr: typed.stderr }).toEqual({
      status: 0,
      stderr: 'every invariant holds\n'.repeat(2),
    });
    expect(typed.stdout).toContain('First Customer');
    const next = await serving({ folder }, ['--dev', '--port', '0']);
    expect(next.out()).toMatch(/^API key +tenantry_/m);
    await next.stop('SIGTERM');
  });

  it('README: an installation on PostgreSQL is made and served as it is shown', async () => {
    const [, shown = ''] = blocksOf('README.md', 'sh');
    const { said, url, stop } = await typedToServe(shown, {
      cwd: emptyFolder(),
      env: { PATH: pathOfShim(), POSTGRES_URL: await emptyDatabase(), TENANTRY_PORT: '0' },
    });
    expect({ said, url }).toMatchObject({ url: expect.any(String) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await stop();
  });

  it('README: its commands print data alone, through pnpm itself', async () => {
    const database = `sqlite:${join(emptyFolder(), 'a.db')}`;
    const env = { ...process.env, ...compiled(), ...environment, TENANTRY_DATABASE: database };
    const through = async (...words: readonly string[]) => {
      const child = spawn('npx', [...command, ...words], { cwd: root, env });
      const [out, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      return { out, status };
    };
    const [made, refused] = await Promise.all([
      through('init', '--name', 'Root', '--email', 'root@example.com', '--json'),
      through('customer', 'create', '--no-such-flag', '--json'),
    ]);
    expect(JSON.parse(made.out).account.number).toBe(1);
    expect(refused).toEqual({ status: 2, out: '' });
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

  it('README, docs/testing.md, docs/mail.md: what is shown for tests and for mail runs as it is', () => {
    const [, contract = ''] = blocksOf('README.md', 'ts');
    const [words = ''] = blocksOf('docs/mail.md', 'ts');
    const letter = `
const caller = app.as.operator('docs');
await app.initialise({ name: 'Root', email: 'root@example.com' }, { caller });
await app.members.invite({ account: 1, name: 'Jane Doe', email: 'jane@example.com' }, { caller });
const { sent } = await deliverMail();
await close();
if (sent !== 1) throw new Error('no letter was sent');
`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module-typescript', '--test-reporter=tap'],
      {
        cwd: join(root, 'test'),
        env: { ...process.env, ...compiled() },
        input: joinedBlocks([contract, ...blocksOf('docs/testing.md', 'ts'), words + letter]),
        encoding: 'utf8',
      },
    );
    expect(stdout.split('\n').filter((line) => line.includes('not ok '))).toEqual([]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    // Each test by itself, and each of the contracts.
    expect(stdout.match(/^ok /gm)).toHaveLength(8);
    expect(stdout).toContain('# fail 0');
  });

  it('name scripts that there are', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = documents.flatMap((path) =>
      [...textOf(path).matchAll(/pnpm@[\d.]+ (?:--silent )?([\w:]+)/g)].map(
        ([, script = '']) => script,
      ),
    );
    expect(named.length).toBeGreaterThan(4);
    const known = ['install', 'exec', ...Object.keys(scripts)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('docs/clients.md names the version of the generator that it is tried with', () => {
    const { devDependencies } = JSON.parse(textOf('test/package.json'));
    const [generate = ''] = blocksOf('docs/clients.md', 'sh');
    expect(generate).toContain(` @hey-api/openapi-ts@${devDependencies['@hey-api/openapi-ts']} `);
  });

  it('docs/settings.md is made of the table of settings', async () => {
    await expect(settingsPage()).toMatchFileSnapshot(join(root, 'docs/settings.md'));
  });

  it('docs/decisions/README.md is made of the decisions', async () => {
    const titles = documents
      .filter((path) => /^docs\/decisions\/\d/.test(path))
      .toSorted()
      .map((path) => `- [${/^# (.*)$/m.exec(textOf(path))?.[1]}](${basename(path)})`);
    const page = ['# Decisions', '', 'Why it is as it is, in the order in which it came up.', ''];
    await expect([...page, ...titles, ''].join('\n')).toMatchFileSnapshot(
      join(root, 'docs/decisions/README.md'),
    );
  });

  it('ARCHITECTURE.md: the drawing has the arrows that the walls are built from', async () => {
    await expect(drawingOfPackages()).toMatchFileSnapshot(join(root, 'docs/pictures/packages.svg'));
    expect(drawingOfPackages().match(/marker-end/g)).toHaveLength(15);
  });

  it('docs/security.md names a test for each threat', () => {
    const [, table = ''] = textOf('docs/security.md').split('\n## Threat by threat\n');
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1);
    expect(rows.length).toBeGreaterThan(20);
    // Whether they are there is what links are asked for.
    expect(rows.filter((row) => !/\]\(\.\.\/[\w./-]+\.test\.ts\)/.test(row))).toEqual([]);
  });
});

function times(count: number, language: string): readonly string[] {
  return Array.from({ length: count }, () => language);
}

/** What a start prints, under the names that docs/calls.md has for it. */
function shownBy(printed: string): Readonly<Record<string, string>> {
  const rows = [...textOf('docs/calls.md').matchAll(/^\| `([A-Z_]+)` \| `([\w -]+)` \|$/gm)];
  expect(rows).toHaveLength(6);
  const shown = rows.map(([, name = '', label = '']) => [
    name,
    new RegExp(`^(?:tenantry: )?${label} +(\\S+)`, 'm').exec(printed)?.[1] ?? '',
  ]);
  return Object.fromEntries(shown);
}
