import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serving } from '../cli/tenantry.ts';
import { alone } from '../deploy/alone.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const published = [
  'domain',
  'sql',
  'sqlite',
  'postgres',
  'memory',
  'email',
  'runtime',
  'container',
  'http',
  'testing',
]
  .map((name) => `@tenantry/${name}`)
  .concat('tenantry');

const require = createRequire(import.meta.url);
const runtimes = {
  'Node 24': process.execPath,
  'Node 22': join(dirname(require.resolve('node22/package.json')), 'bin/node'),
};

/** Runs a program to its end; throws what it said when it failed. */
function run(program: string, words: readonly string[], cwd: string): string {
  const environment = { ...process.env, TENANTRY_SECRET: undefined };
  const ended = spawnSync(program, words, { cwd, encoding: 'utf8', env: environment });
  if (ended.status !== 0)
    throw new Error(`${program} ${words.join(' ')}: ${ended.stderr}\n${ended.stdout}`);
  return ended.stdout;
}

/** What is in a tarball, as it is imported: `tenantry-http-0.1.0.tgz` is `@tenantry/http`. */
const nameOf = (tarball: string): string =>
  basename(tarball).replace(/-\d.*/, '').replace('tenantry-', '@tenantry/');

/** A folder outside the repository with the packed packages installed, and nothing else of ours. */
let host: string;
let tarballs: readonly string[];

const pnpm = ['--yes', 'pnpm@10.34.9'];

beforeAll(() => {
  host = mkdtempSync(join(tmpdir(), 'tenantry-packed-'));
  alone(root, () => {
    // Whether the types of the sources hold is checked by "pnpm types", which takes twice as long.
    run(
      process.execPath,
      [require.resolve('typescript/bin/tsc'), '--build', '--noCheck', 'packages/cli', 'test/kit'],
      root,
    );
    const filters = ['--recursive', '--filter', './packages/**', '--filter', './test/kit'];
    run('npx', [...pnpm, ...filters, 'pack', '--pack-destination', join(host, 'packed')], root);
  });
  tarballs = readdirSync(join(host, 'packed')).map((file) => join(host, 'packed', file));
  const dependencies = Object.fromEntries(tarballs.map((file) => [nameOf(file), `file:${file}`]));
  const manifest = { private: true, type: 'module', dependencies };
  writeFileSync(join(host, 'package.json'), JSON.stringify(manifest));
  // What they ask of each other is not at the registry yet.
  const workspace = { overrides: dependencies };
  writeFileSync(join(host, 'pnpm-workspace.yaml'), JSON.stringify(workspace));
  // Each finds what it names, and nothing that only another brought.
  const install = ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'];
  run('npx', [...pnpm, ...install], host);
}, 240_000);

afterAll(() => rmSync(host, { recursive: true, force: true }));

/** A folder of the host with one example in it. */
function placed(name: string, example: string): string {
  const home = join(host, name);
  mkdirSync(home);
  cpSync(join(root, 'examples', example, 'main.ts'), join(home, 'main.ts'));
  return home;
}

describe('the packed packages', () => {
  it('hold what is built, and no test, source or secret', () => {
    expect(tarballs.map(nameOf).toSorted()).toEqual(published.toSorted());
    for (const tarball of tarballs) {
      const files = run('tar', ['tzf', tarball], host).trim().split('\n');
      expect(
        files.filter(
          (file) =>
            !/^package\/(dist\/.*\.(js|d\.ts|js\.map)|postman\/.*\.json|package\.json|LICENSE|README\.md)$/.test(
              file,
            ),
        ),
      ).toEqual([]);
      expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
      expect(files.filter((file) => file.includes('/postman/'))).toHaveLength(
        basename(tarball).startsWith('tenantry-http-') ? 2 : 0,
      );
      const manifest = run('tar', ['xzOf', tarball, 'package/package.json'], host);
      expect(manifest).not.toContain('workspace:');
      expect(manifest).not.toContain('/src/');
    }
  });

  it('bring the driver of one database, and what belongs to no other', () => {
    const manifests = tarballs.map((tarball) =>
      JSON.parse(run('tar', ['xzOf', tarball, 'package/package.json'], host)),
    );
    const broughtBy = (name: string): readonly string[] => {
      const { dependencies = {} } = manifests.find((manifest) => manifest.name === name) ?? {};
      return [name, ...Object.keys(dependencies).flatMap(broughtBy)];
    };
    const drivers = ['better-sqlite3', 'pg'];
    const driversFor = (store: string) =>
      drivers.filter((driver) =>
        ['@tenantry/container', store].flatMap(broughtBy).includes(driver),
      );
    expect(driversFor('@tenantry/memory')).toEqual([]);
    expect(driversFor('@tenantry/sqlite')).toEqual(['better-sqlite3']);
    expect(driversFor('@tenantry/postgres')).toEqual(['pg']);
    expect(driversFor('tenantry')).toEqual(drivers);
    const { peerDependencies, peerDependenciesMeta } = manifests.find(
      ({ name }) => name === '@tenantry/container',
    );
    for (const name of Object.keys(peerDependencies))
      expect(peerDependenciesMeta[name]).toEqual({ optional: true });
  });

  it('have types that hold by themselves', () => {
    const home = placed('types', 'sqlite-file');
    writeFileSync(
      join(home, 'all.ts'),
      published
        .filter((name) => name !== 'tenantry')
        .map((name) => `export * as ${basename(name)} from '${name}';\n`)
        .join(''),
    );
    const options = {
      module: 'NodeNext',
      target: 'ES2024',
      // Where `console` is declared; a host has it from wherever it likes.
      lib: ['ES2024', 'DOM'],
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      skipDefaultLibCheck: true,
      types: [],
    };
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    expect(run(process.execPath, [require.resolve('typescript/bin/tsc')], home)).toBe('');
  });

  describe.each(Object.entries(runtimes))('on %s', (name, node) => {
    const place = name.replace(' ', '-').toLowerCase();

    it('make a customer in a SQLite file and deliver its mail to a folder', () => {
      const home = placed(`${place}-sqlite`, 'sqlite-file');
      const out = run(node, ['main.ts'], home);
      expect(out).toContain("name: 'First Customer'");
      expect(out).toContain('sent: 1');
      const [mail, ...more] = readdirSync(join(home, 'mail'));
      expect(more).toEqual([]);
      expect(readFileSync(join(home, 'mail', mail ?? ''), 'utf8')).toContain(
        'jane.doe@example.com',
      );

      const json = run(
        node,
        [
          '../node_modules/tenantry/dist/main.js',
          'tree',
          '--database',
          'sqlite:./accounts.db',
          '--json',
        ],
        home,
      );
      const kinds = json
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind);
      expect(kinds).toEqual(['master', 'customer']);
    });

    it('have a driver for PostgreSQL, where one is asked for', () => {
      const main = join(host, 'node_modules/tenantry/dist/main.js');
      const nobody = 'postgres://tenantry@127.0.0.1:1/tenantry';
      const { status, stderr } = spawnSync(node, [main, 'tree', '--database', nobody], {
        cwd: host,
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({
        status: 8,
        stderr: expect.stringMatching(
          /^tenantry: TENANTRY_DATABASE cannot be opened: [^\n]*ECONNREFUSED 127\.0\.0\.1:1\n$/,
        ),
      });
    });

    it('serve over HTTP until they are asked to stop', async () => {
      const main = join(host, 'node_modules/tenantry/dist/main.js');
      const folder = join(host, `${place}-serve`);
      mkdirSync(folder);
      const server = await serving({ folder }, ['--dev', '--port', '0'], { node, main });
      const { status } = await fetch(`${server.url}/readyz`);
      expect(status).toBe(200);
      expect(await server.stop('SIGTERM')).toBe(0);
    });

    it('make a customer in memory', () => {
      const home = placed(`${place}-memory`, 'in-memory');
      const out = run(node, ['main.ts'], home);
      expect(out).toContain("name: 'First Customer'");
      expect(out).toContain('sent: 1');
    });
  });
});
