import { describe, expect, it } from 'vitest';
import { lockfileFaults, parseLockfile, runtimeGraph } from './lockfile.ts';
import { repository, textOf } from './sources.ts';

const lockfile = parseLockfile(textOf(repository, 'pnpm-lock.yaml'));

const integrity = `sha512-${'a'.repeat(86)}==`;

const withResolution = (resolution: Readonly<Record<string, string>>) => ({
  importers: {},
  packages: { 'x@1.0.0': { resolution } },
  snapshots: {},
});

describe('the lockfile', () => {
  it.each([
    ['no integrity', {}],
    ['no integrity', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['not from the registry', { integrity, tarball: 'https://elsewhere.test/x-1.0.0.tgz' }],
    ['not from the registry', { integrity, type: 'git' }],
  ])('with a fault: %s', (fault, resolution) => {
    expect(lockfileFaults(withResolution(resolution))).toEqual([`x@1.0.0: ${fault}`]);
  });

  it('fixes the content of every package', () => {
    expect(Object.keys(lockfile.packages)).not.toHaveLength(0);
    expect(lockfileFaults(lockfile)).toEqual([]);
  });
});

describe('what comes with a package', () => {
  it('is all that it needs, and what those need', () => {
    const planted = parseLockfile(`
importers:
  packages/a:
    dependencies:
      b: { specifier: 'workspace:*', version: 'link:../b' }
      '@x/one': { specifier: 1.0.0, version: '1.0.0(two@2.0.0)' }
    devDependencies:
      tool: { specifier: 1.0.0, version: 1.0.0 }
  packages/b:
    dependencies:
      alias: { specifier: 'npm:four@4.0.0', version: four@4.0.0 }
packages: {}
snapshots:
  '@x/one@1.0.0(two@2.0.0)': { dependencies: { two: 2.0.0 }, optionalDependencies: { bin: 1.0.0 } }
  two@2.0.0: { dependencies: { '@x/one': '1.0.0(two@2.0.0)' } }
  four@4.0.0: {}
  tool@1.0.0: {}
  bin@1.0.0: {}
`);
    expect(runtimeGraph(planted, 'packages/a')).toEqual(['@x/one', 'four', 'two']);
  });

  it('is for the domain two libraries, and what one of them needs', () => {
    expect(runtimeGraph(lockfile, 'packages/domain')).toEqual(['punycode', 'tr46', 'zod']);
  });

  it('is for the server at most 75 packages, each of them known', async () => {
    const graph = runtimeGraph(lockfile, 'packages/cli');
    expect(graph.length).toBeLessThanOrEqual(75);
    await expect(`${graph.join('\n')}\n`).toMatchFileSnapshot('runtime-graph.txt');
  });
});
