import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { alone } from '../deploy/alone.ts';
import { root, textOf } from '../docs/documents.ts';

const require = createRequire(import.meta.url);

/** What can be had of Node.js to run the packed packages on. */
export const runtimes = {
  'Node 24': process.execPath,
  'Node 22': join(dirname(require.resolve('node22/package.json')), 'bin/node'),
};

/** Runs a program to its end; throws what it said when it failed. */
export const run = (program: string, words: readonly string[], cwd: string): string => {
  const env = { ...process.env, TENANTRY_SECRET: undefined };
  const ended = spawnSync(program, words, { cwd, encoding: 'utf8', env });
  if (ended.status !== 0)
    throw new Error(`${program} ${words.join(' ')}: ${ended.stderr}\n${ended.stdout}`);
  return ended.stdout;
};

/** What is in a tarball, as it is imported: `tenantry-http-0.1.0.tgz` is `@tenantry/http`. */
export const nameOf = (tarball: string): string =>
  basename(tarball).replace(/-\d.*/, '').replace('tenantry-', '@tenantry/');

export interface PackedHosts {
  readonly tarballs: readonly string[];
  /** A host with everything that is published. */
  readonly all: string;
  /** Hosts of one database each, with what docs/embed.md tells them to install. */
  readonly onPostgres: string;
  readonly onSqlite: string;
  /** Removes it all. */
  readonly remove: () => void;
}

const pnpm = ['--yes', 'pnpm@10.34.9'];

/**
 * Packs every package once, as it is published, and installs what was packed in three hosts outside of
 * the repository, where each finds what it names, and nothing that only another brought.
 */
export const packedHosts = (): PackedHosts => {
  const home = mkdtempSync(join(tmpdir(), 'tenantry-packed-'));
  const packed = join(home, 'packed');
  alone(root, () => {
    // Whether the types of the sources hold is checked by "pnpm types", which takes twice as long.
    const compiler = require.resolve('typescript/bin/tsc');
    run(process.execPath, [compiler, '--build', '--noCheck', 'packages/cli', 'test/kit'], root);
    const filters = ['--recursive', '--filter', './packages/**', '--filter', './test/kit'];
    run('npx', [...pnpm, ...filters, 'pack', '--pack-destination', packed], root);
  });
  const tarballs = readdirSync(packed).map((file) => join(packed, file));
  const fileOf = Object.fromEntries(tarballs.map((file) => [nameOf(file), `file:${file}`]));
  const pick = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, fileOf[name] ?? versionOf(name)]));
  const host = (name: string, dependencies: Readonly<Record<string, string>>): string => {
    const folder = join(home, name);
    mkdirSync(folder);
    const manifest = { name, private: true, type: 'module', dependencies };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    return folder;
  };
  const drivers = ['kysely', 'better-sqlite3', 'inversify', 'reflect-metadata'];
  const hosts = {
    all: host('all', { ...fileOf, ...pick(...drivers) }),
    onPostgres: host(
      'on-postgres',
      pick('@tenantry/container', '@tenantry/postgres', 'pg', 'kysely'),
    ),
    onSqlite: host('on-sqlite', pick('@tenantry/container', '@tenantry/sqlite')),
  };
  // What the packages ask of each other is not at the registry yet. Each host has its own lockfile, and
  // with it a folder of all that it has.
  const workspace = {
    packages: ['all', 'on-postgres', 'on-sqlite'],
    sharedWorkspaceLockfile: false,
    overrides: fileOf,
  };
  writeFileSync(join(home, 'pnpm-workspace.yaml'), JSON.stringify(workspace));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true }));
  const install = ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'];
  run('npx', [...pnpm, '--recursive', ...install], home);
  return { tarballs, ...hosts, remove: () => rmSync(home, { recursive: true, force: true }) };
};

/** As the tests and the examples of this repository have it. */
const versionOf = (name: string): string => {
  const manifests = ['test/package.json', 'examples/embedded-inversify/package.json'];
  const versions = manifests.map((path) => JSON.parse(textOf(path)).dependencies[name]);
  return versions.find((version) => version !== undefined);
};

/** The packages that a host has, as `name@version`, with all that they brought. */
export const installedIn = (host: string): readonly string[] =>
  readdirSync(join(host, 'node_modules/.pnpm')).filter((name) => name.includes('@'));

/** A folder of a host with one example in it. */
export const placed = (host: string, name: string, example: string): string => {
  const home = join(host, name);
  mkdirSync(home, { recursive: true });
  for (const file of readdirSync(join(root, 'examples', example)))
    if (/\.c?[jt]s$/.test(file)) cpSync(join(root, 'examples', example, file), join(home, file));
  return home;
};
