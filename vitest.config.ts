import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';
import { memoryFolder } from './test/memory-folder.ts';
import { ClosingLineReporter } from './test/reporter.ts';

/** They put other modules in the place of those that they test, for nobody else to meet. */
const alone = [
  'packages/adapters/container/src/open-application.test.ts',
  'packages/adapters/runtime/src/argon2-hasher.test.ts',
  'test/properties/texts-of-any-length.test.ts',
];
/** Too long for every run: `pnpm test:long` runs them too. */
const long =
  process.env['TENANTRY_TEST_ROUNDS'] === undefined
    ? ['test/migrations/rolling-upgrade.test.ts']
    : [];
/** What is packed is tried by a command of its own: `pnpm test:packages`. */
const packages = ['test/embed/packed.test.ts', 'test/deploy/deployed.test.ts'];
/** Likewise, once nothing else builds or measures. */
const last = ['test/bench/whole.test.ts'];
const apart = process.env['TENANTRY_TEST_PACKAGES'] === undefined ? packages : [];
const afterwards = apart.length > 0 ? [] : last;
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/fixtures/**'];

// Files of tests are small and many: where memory has room for them nothing waits for a disk. What is
// packed, deployed or measured stays where it would be.
const folder = apart.length > 0 ? memoryFolder() : undefined;
if (process.env['TMPDIR'] === undefined && folder !== undefined) process.env['TMPDIR'] = folder;

export default defineConfig({
  test: {
    projects: [
      // Files that share modules load them once, which is a third of the time of most.
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: ['packages/**/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...elsewhere, ...alone, ...apart, ...last, ...long],
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: elsewhere } },
      {
        extends: true,
        test: {
          name: 'last',
          include: afterwards,
          exclude: elsewhere,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    globalSetup: ['test/postgres/setup.ts', 'test/cli/setup.ts'],
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new ClosingLineReporter()],
    // More than there may be cores: most of what is waited for are processes and disks.
    maxWorkers: 3,
    // For a machine that does much else: nothing waits for time to pass.
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
