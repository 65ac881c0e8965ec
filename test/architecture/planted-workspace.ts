import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { arrows } from './arrows.ts';

/** Text files by their path. */
export type Files = Readonly<Record<string, string>>;

/**
 * A workspace laid out as this one, with stubs for the libraries, in which the first wall is down:
 * every package declares every other and every library, so that the rules alone stand between
 * them. `files` are added to it, over what is there. It is gone when it is disposed of.
 */
export const plantWorkspace = (files: Files): Disposable & { readonly root: string } => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
  for (const [path, text] of Object.entries({ ...skeleton(), ...files }))
    write(join(root, path), text);
  for (const [path, target] of links) link(join(root, path), join(root, target));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
};

/** Files in a folder of their own, gone when it is disposed of. */
export const plantFiles = (files: Files): Disposable & { readonly root: string } => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
  for (const [path, text] of Object.entries(files)) write(join(root, path), text);
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
};

/** Every library that any package is built on. */
export const libraries: readonly string[] = [
  ...new Set(arrows.flatMap((arrow) => arrow.libraries)),
].toSorted();

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const link = (path: string, target: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
};

const storeOf = (library: string): string =>
  `node_modules/.pnpm/${library.replace('/', '+')}@1.0.0/node_modules/${library}`;

const everything = [...arrows.map(({ name }) => name), ...libraries];

/**
 * The package.json of a package that declares everything, but for some things: `forgotten` ones
 * nowhere, those that it is `developed` with as development dependencies, `peers` as such.
 */
export const manifestOf = (
  name: string,
  but: Partial<Readonly<Record<'forgotten' | 'developed' | 'peers', readonly string[]>>> = {},
): string => {
  const { developed = [], forgotten = [], peers = [] } = but;
  const left = everything.filter((each) => ![...developed, ...forgotten, ...peers].includes(each));
  return manifest(name, './src/index.ts', {
    dependencies: versionsOf(left),
    devDependencies: versionsOf(developed),
    peerDependencies: versionsOf(peers),
  });
};

const versionsOf = (names: readonly string[]): Files =>
  Object.fromEntries(names.map((name) => [name, '1.0.0']));

const manifest = (name: string, entry: string, more: object): string =>
  JSON.stringify({ name, version: '1.0.0', type: 'module', exports: { '.': entry }, ...more });

const skeleton = (): Files => ({
  ...Object.fromEntries(
    arrows.map(({ folder, name }) => [`${folder}/package.json`, manifestOf(name)]),
  ),
  ...Object.fromEntries(arrows.map(({ folder }) => [`${folder}/src/index.ts`, 'export {};\n'])),
  ...Object.fromEntries(
    libraries.map((name) => [`${storeOf(name)}/package.json`, manifest(name, './index.js', {})]),
  ),
  ...Object.fromEntries(libraries.map((name) => [`${storeOf(name)}/index.js`, 'export {};\n'])),
});

const links: readonly (readonly [string, string])[] = arrows.flatMap(({ folder }) => [
  ...arrows.map((other) => [`${folder}/node_modules/${other.name}`, other.folder] as const),
  ...libraries.map((name) => [`${folder}/node_modules/${name}`, storeOf(name)] as const),
]);
