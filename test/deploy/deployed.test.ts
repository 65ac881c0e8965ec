import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { settings } from '@tenantry/container';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { serving } from '../cli/tenantry.ts';
import { blocksOf, root } from '../docs/documents.ts';
import { pathOfShim, typedToServe } from '../docs/typed.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { alone } from './alone.ts';
import { composeOf, imageOf, serviceOf } from './compose.ts';

const deploy = join(root, 'deploy');
let folder: string;
let made: string;

/** Runs a program to its end; throws what it said when it failed. */
function run(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): string {
  const ended = spawnSync(program, words, { cwd: folder, encoding: 'utf8', env });
  if (ended.status !== 0) throw new Error(`${program} ${words.join(' ')}: ${ended.stderr}`);
  return ended.stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-deployed-'));
  made = join(folder, 'made');
  const [make = ''] = blocksOf('docs/deploy.md', 'sh');
  alone(root, () => run('sh', ['-euc', `cd '${root}'\n${make}`], { ...process.env, FOLDER: made }));
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Optional parts: which of them are installed depends on the machine. */
const ofThisMachine = /^(@node-rs\/argon2-|pg-cloudflare@)/;

/** The blocks of the guide, run with a `docker` that writes down what it was asked. */
function asked(block: string): {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  const shim = join(folder, 'docker');
  writeFileSync(shim, '#!/bin/sh\nprintf "%s\\n" "$@" > docker.words\nenv > docker.env\n');
  chmodSync(shim, 0o755);
  run('sh', ['-euc', block], { ...process.env, PATH: `${folder}:${process.env['PATH']}` });
  const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n');
  const variables = linesOf('docker.env').map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, at), line.slice(at + 1)];
  });
  return { words: linesOf('docker.words'), env: Object.fromEntries(variables) };
}

describe('what is deployed', () => {
  it('is what runs, in the versions of the lockfile, and nothing else', () => {
    const graph = readFileSync(join(root, 'test/architecture/runtime-graph.txt'), 'utf8');
    const installed = readdirSync(join(made, 'node_modules/.pnpm'))
      .filter((name) => name.includes('@') && !name.startsWith('@tenantry'))
      .map((name) => name.replaceAll('+', '/').replace(/_.*$/, ''));
    expect(installed.length).toBeGreaterThan(20);
    const others = installed
      .filter((name) => !graph.includes(name.replace(/@[^@]*$/, '')))
      .filter((name) => !ofThisMachine.test(name));
    expect(others).toEqual([]);
    expect(globSync('**/*.{test.js,ts}', { cwd: join(made, 'dist') })).toEqual(
      globSync('**/*.d.ts', { cwd: join(made, 'dist') }),
    );
  });

  it('is an image that has no root, and a composition that can write nothing', () => {
    const image = imageOf(deploy);
    expect(image.get('USER')).toBe('node');
    const [, main = ''] = JSON.parse(image.get('ENTRYPOINT') ?? '[]');
    expect(existsSync(join(made, main.replace('/srv/tenantry/', '')))).toBe(true);
    const { services } = composeOf(deploy);
    for (const name of ['migrate', 'server'])
      expect(services[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(services['server']?.ports).toEqual(['127.0.0.1:8080:8080']);
    const known: readonly string[] = settings.flatMap(({ name }) => [name, `${name}_FILE`]);
    for (const { environment = {} } of [services['server'] ?? {}])
      expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is a folder that serves, by the steps of the guide', async () => {
    const [, steps = ''] = blocksOf('docs/deploy.md', 'sh');
    const data = emptyFolder();
    const { said, url, stop } = await typedToServe(steps, {
      cwd: data,
      env: { PATH: pathOfShim(), FOLDER: made, DATA: data, TENANTRY_PORT: '0' },
    });
    expect({ said, url }).toMatchObject({ url: expect.any(String) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    await stop();
    expect(statSync(join(data, 'secret')).mode & 0o077).toBe(0);
  });

  it('is brought up, and serves from two processes on one PostgreSQL, by the steps of the guide', async () => {
    const [, , prepare = '', up = '', init = ''] = blocksOf('docs/deploy.md', 'sh');
    const here = join(folder, 'deploy');
    cpSync(deploy, here, { recursive: true });
    run('sh', ['-euc', prepare]);
    const secret = (name: string) => join(here, 'secrets', name);
    expect(readFileSync(secret('database'), 'utf8')).toMatch(
      /^postgres:\/\/tenantry:\w{30,}@database\/tenantry\n$/,
    );
    expect(readFileSync(secret('secret'), 'utf8')).toMatch(/^\w{32,}$/);
    // What only an engine, or whoever deploys, could bring.
    writeFileSync(secret('database'), await emptyDatabase());
    writeFileSync(secret('mail'), 'smtp://127.0.0.1:9?tls=never');

    const { words, env } = asked(up);
    expect(words).toEqual(expect.arrayContaining(['--file', 'deploy/compose.yaml', 'up']));
    const given: Record<string, string> = { ...env };
    const main = join(made, 'dist/main.js');
    const environmentOf = (name: string) => ({
      PATH: process.env['PATH'] ?? '',
      ...serviceOf(here, name, given).environment,
      TENANTRY_HOST: '127.0.0.1',
    });
    run(
      process.execPath,
      [main, ...serviceOf(here, 'migrate', given).command],
      environmentOf('migrate'),
    );

    // All that the guide has prepared is good for production, but for the database of these tests.
    const refused = spawnSync(process.execPath, [main, 'serve'], {
      env: environmentOf('server'),
      encoding: 'utf8',
    });
    expect(refused.stderr).toContain('its setting fsync must not be off');
    given['TENANTRY_PUBLIC_URL'] = 'http://127.0.0.1:8080';

    const before = globSync('**/*', { cwd: made });
    const program = { node: process.execPath, main };
    const home = emptyFolder();
    const start = () =>
      serving({ folder: home, environment: environmentOf('server') }, ['--port', '0'], program);
    const servers = [await start(), await start()] as const;
    const initialising = asked(init).words;
    const shown = JSON.parse(
      run(
        process.execPath,
        [main, ...initialising.slice(initialising.indexOf('server') + 1), '--json'],
        environmentOf('server'),
      ),
    );
    const headers = { Authorization: `Bearer ${shown.apiKey}` };
    const created = await fetch(`${servers[0].url}/v1/accounts`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': 'one' },
      body: JSON.stringify({ kind: 'customer', name: 'First Customer' }),
    });
    expect(created.status).toBe(201);
    const found = await fetch(new URL(created.headers.get('Location') ?? '', servers[1].url), {
      headers,
    });
    expect(found.status).toBe(200);
    for (const server of servers) {
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      expect(await server.stop('SIGTERM')).toBe(0);
    }
    expect(globSync('**/*', { cwd: made })).toEqual(before);
    expect(readdirSync(home).map((file) => basename(file))).toEqual([]);
  });
});
