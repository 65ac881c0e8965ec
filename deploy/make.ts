/**
 * Makes a folder that the server runs from: what is built of it, and what it needs at run time, each
 * in the version of the lockfile. `node deploy/make.ts FOLDER`
 *
 * "pnpm deploy" leaves out what `publishConfig` says, so that packages would still name their sources,
 * which Node does not run under node_modules. That is done here, as it is when they are published.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Manifest {
  readonly packageManager?: string;
  readonly publishConfig?: Readonly<Record<string, unknown>>;
}

const root = join(import.meta.dirname, '..');

function manifestAt(file: string): Manifest {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${file} is no manifest`);
  return manifest;
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null;

function run(program: string, words: readonly string[]): void {
  const { status, error } = spawnSync(program, words, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} failed`, { cause: error });
}

function make(folder: string): void {
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  // Whether the types hold is what "pnpm types" is for.
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  run(process.execPath, [compiler, '--build', '--noCheck', 'packages/cli']);
  run(process.execPath, [join(root, 'packages/http/scripts/copy-swagger-ui.ts')]);
  const { packageManager = 'pnpm' } = manifestAt(join(root, 'package.json'));
  const pinned = '--config.inject-workspace-packages=true';
  run('npx', ['--yes', packageManager, '--filter', 'tenantry', pinned, 'deploy', '--prod', folder]);
  const ours = ['package.json', 'node_modules/.pnpm/*/node_modules/@tenantry/*/package.json'];
  for (const file of globSync(ours, { cwd: folder })) publish(join(folder, file));
  rmSync(join(folder, 'src'), { recursive: true, force: true });
}

function publish(file: string): void {
  const { publishConfig, ...manifest } = manifestAt(file);
  // A file of pnpm's store is shared with every other project: it is replaced, not written to.
  rmSync(file);
  writeFileSync(file, `${JSON.stringify({ ...manifest, ...publishConfig }, undefined, 2)}\n`);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('node deploy/make.ts FOLDER: where the server goes');
make(resolve(folder));
