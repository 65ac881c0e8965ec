/**
 * `pnpm mutation`: changes the domain in thousands of places, one at a time, and asks the tests that
 * reach the place whether they see it. `pnpm mutation values tree` does that to these folders alone
 * (`.` is what is in none), `--anew` to all of it: otherwise what was judged before is, where neither
 * the code nor its tests have changed, not judged again.
 *
 * Fails where a folder has less than 90 %, and for each survivor that is not in survivors.json.
 */
import { globSync } from 'node:fs';
import { availableParallelism, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { textBetween } from './original.ts';
import { survivors } from './survivors.ts';
import { faults, type Judged, outlived, percent, scores } from './verdict.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = 'packages/domain/src';
const work = join(tmpdir(), 'tenantry-mutation');

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { anew: { type: 'boolean', default: false } },
});

process.chdir(root);
// It takes long: whoever works beside it goes first.
setPriority(5);

const filesIn = (folder: string): string =>
  folder === '.' ? `${sources}/*.ts` : `${sources}/${folder}/**/*.ts`;

const mutate = [
  ...(positionals.length > 0 ? positionals.map(filesIn) : [`${sources}/**/*.ts`]),
  '!**/*.test.ts',
  '!**/index.ts',
  // A table that a script has written.
  '!**/common-passwords.ts',
];
if (positionals.some((folder) => globSync(filesIn(folder)).length === 0))
  throw new Error(`a folder of ${sources} has to be named`);

const results = await new Stryker({
  plugins: [fileURLToPath(new URL('runner.ts', import.meta.url))],
  testRunner: 'in-one-process',
  mutate,
  // What the tests in memory need.
  ignorePatterns: [
    '/*',
    '!/packages',
    '!/test',
    '!/package.json',
    '**/dist',
    '/packages/cli/src',
    '*.tsbuildinfo',
  ],
  incremental: true,
  incrementalFile: join(work, 'judged.json'),
  force: values.anew,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: join(work, 'report.json') },
  tempDirName: work,
  concurrency: Math.min(2, availableParallelism()),
  // What is loaded anew for a constant stays in memory.
  maxTestRunnerReuse: 400,
  timeoutMS: 60_000,
  dryRunTimeoutMinutes: 30,
  tsconfigFile: 'none',
  allowConsoleColors: false,
  warnings: false,
}).runMutationTest();

/** Results count from 1. */
const originalOf = ({ fileName, location: { start, end } }: MutantResult): string =>
  textBetween(
    fileName,
    { line: start.line - 1, column: start.column - 1 },
    { line: end.line - 1, column: end.column - 1 },
  );

const judged = results.map(
  (result): Judged => ({
    path: relative(sources, result.fileName),
    line: result.location.start.line,
    mutator: result.mutatorName,
    original: originalOf(result),
    replacement: result.replacement,
    status: result.status,
  }),
);
const known = survivors();
const found = faults(judged, known);
for (const fault of found) console.log(fault);
for (const name of outlived(judged, known)) console.log(`survives no more: ${name}`);
for (const score of scores(judged)) {
  const { folder, told, all } = score;
  console.log(`${folder.padEnd(18)}${percent(score).toFixed(1).padStart(6)} %  ${told} of ${all}`);
}
process.exitCode = found.length === 0 ? 0 : 1;
