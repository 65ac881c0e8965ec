import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';

const folder = process.argv[2] ?? '';
process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
const results = await new Stryker({
  plugins: [
    ...(process.env['LIVE'] ? ['/tmp/mut/live.mjs'] : []),
    fileURLToPath(new URL('runner.ts', import.meta.url)),
  ],
  testRunner: 'in-one-process',
  mutate: [
    ...folder
      .split(',')
      .map((name) =>
        name.endsWith('.ts')
          ? `packages/domain/src/${name}`
          : `packages/domain/src/${name}/**/*.ts`,
      ),
    '!**/*.test.ts',
    '!**/index.ts',
    '!**/common-passwords.ts',
  ],
  ignorePatterns: [
    '/*',
    '!/packages',
    '!/test',
    '!/package.json',
    '!/tsconfig.json',
    '**/dist',
    '/packages/cli/src',
  ],
  reporters: ['json', ...(process.env['LIVE'] ? ['live'] : ['progress-append-only'])],
  jsonReporter: {
    fileName: `/tmp/mut/${folder.replaceAll(/[^a-z]/g, '').slice(0, 40) || 'all'}.json`,
  },
  incremental: false,
  maxTestRunnerReuse: 400,
  ignoreStatic: process.env['IGNORE_STATIC'] === '1',
  dryRunOnly: process.env['DRY'] === '1',
  concurrency: Number(process.env['CONC'] ?? '1'),
  tempDirName: join(tmpdir(), 'tenantry-mutation'),
  tsconfigFile: 'none.json',
  allowConsoleColors: false,
  dryRunTimeoutMinutes: 20,
  timeoutMS: 60000,
  logLevel: process.env['LOG'] ?? 'info',
}).runMutationTest();
console.log(results.length);
