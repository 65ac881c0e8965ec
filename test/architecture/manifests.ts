import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Arrow, arrows } from './arrows.ts';
import { textOf } from './sources.ts';

const Versions = z.record(z.string(), z.string()).default({});

const Manifest = z.object({
  name: z.string(),
  private: z.boolean().default(false),
  license: z.string().optional(),
  type: z.string().optional(),
  engines: z.object({ node: z.string().optional() }).default({}),
  files: z.array(z.string()).optional(),
  description: z.string().optional(),
  dependencies: Versions,
  peerDependencies: Versions,
  optionalDependencies: Versions,
  devDependencies: Versions,
  scripts: Versions,
});

/** As much of a package.json as the rules are about. */
export type Manifest = z.infer<typeof Manifest>;

export const parseManifest = (text: string): Manifest => Manifest.parse(JSON.parse(text));

/** Every package.json of the workspace, by its folder; the root's is `.`. */
export const readManifests = (root: string): ReadonlyMap<string, Manifest> =>
  new Map(
    ['.', ...packageFolders(root)].map((folder) => [
      folder,
      parseManifest(textOf(root, join(folder, 'package.json'))),
    ]),
  );

const Workspace = z.object({ packages: z.array(z.string()) });

const packageFolders = (root: string): readonly string[] => {
  const { packages } = Workspace.parse(parse(textOf(root, 'pnpm-workspace.yaml')));
  const manifests = packages.map((folder) => `${folder}/package.json`);
  return globSync(manifests, { cwd: root }).map(dirname).toSorted();
};

/** What is wrong with any package.json of the workspace. */
export const manifestFaults = (folder: string, manifest: Manifest): readonly string[] => [
  ...pinFaults(manifest),
  ...(manifest.private ? [] : [...shippingFaults(manifest), ...arrowFaults(folder, manifest)]),
];

/** One version each, so that two installs are the same; peers are the host's choice. */
const pinned = /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const pinFaults = ({ dependencies, devDependencies, optionalDependencies }: Manifest) =>
  Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => version !== 'workspace:*' && !pinned.test(version))
    .map(([name, version]) => `${name} is not pinned: ${version}`);

/** What whoever installs a package may rely on. */
const shippingFaults = (manifest: Manifest): readonly string[] => [
  ...(manifest.license === 'MIT' ? [] : ['the license is not MIT']),
  ...(manifest.type === 'module' ? [] : ['it is not an ES module']),
  ...(manifest.engines.node === '>=22.18' ? [] : ['engines.node is not >=22.18']),
  ...(manifest.description ? [] : ['it has no description']),
  ...(manifest.files?.includes('dist') && manifest.files.includes('!dist/**/*.test.*')
    ? []
    : ['files is not dist without its tests']),
  ...['preinstall', 'install', 'postinstall', 'prepare']
    .filter((script) => script in manifest.scripts)
    .map((script) => `it runs a script when it is installed: ${script}`),
];

const arrowFaults = (folder: string, manifest: Manifest): readonly string[] => {
  const arrow = arrows.find((each) => each.folder === folder);
  if (!arrow) return ['it has no row in arrows.ts'];
  return [
    ...(manifest.name === arrow.name ? [] : [`its name in arrows.ts is ${arrow.name}`]),
    ...dependencyFaults(arrow, manifest),
  ];
};

const dependencyFaults = ({ knows, libraries }: Arrow, manifest: Manifest): readonly string[] => {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  const shipped = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  const ours = (name: string): boolean => arrows.some((arrow) => arrow.name === name);
  return [
    ...shipped
      .filter((name) => ours(name) && !knows.includes(name))
      .map((name) => `it may not know ${name}`),
    ...shipped
      .filter((name) => !ours(name) && !libraries.includes(name))
      .map((name) => `${name} is not among its libraries in arrows.ts`),
    ...[...knows, ...libraries]
      .filter((name) => !shipped.includes(name))
      .map((name) => `${name} stands in arrows.ts and not in its package.json`),
    ...Object.keys(devDependencies)
      .filter(ours)
      .map((name) => `${name} is no development dependency: what crosses packages is under test/`),
  ];
};
