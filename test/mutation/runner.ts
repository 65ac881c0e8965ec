import { globSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  INSTRUMENTER_CONSTANTS,
  type InstrumenterContext,
  type Mutant,
} from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { collect, type Told } from './harness.ts';
import { judgingOrder } from './judging-order.ts';
import { hookModules } from './modules.ts';
import { textBetween } from './original.ts';
import { knownReach, measureReach } from './reach.ts';
import { survivors } from './survivors.ts';
import { testFiles } from './test-files.ts';
import { isKnown } from './verdict.ts';

/** Modules that work something out once and keep it: a mutant of theirs has to be there from the first. */
const keeps = /\/values\/common-password\.ts$/;

/** What the mutated code reads which mutant it is to be from, and counts in. */
const mutants: InstrumenterContext = {};
Reflect.set(globalThis, INSTRUMENTER_CONSTANTS.NAMESPACE, mutants);

/** How long a test may take, in milliseconds; without an end, it is as good as failed. */
const patienceFor = (usual: number): number => 4000 + 20 * usual;

/**
 * How many tests are asked about a mutant that is switched on, and how many files of tests about one
 * that is loaded: what those do not see counts as survived, which only ever makes the score lower. One
 * that nobody has given a reason for is asked of all that come by, before somebody looks for one.
 */
const most = {
  listed: { tests: 120, files: 10 },
  unlisted: { tests: Number.POSITIVE_INFINITY, files: 40 },
};

const known = survivors();

const mostFor = ({ fileName, mutatorName, replacement, location }: Mutant) =>
  isKnown(
    {
      path: fileName.replace(/^.*\/packages\/domain\/src\//, ''),
      mutator: mutatorName,
      original: textBetween(fileName, location.start, location.end),
      replacement,
    },
    known,
  )
    ? most.listed
    : most.unlisted;
const ranOut = 'ran out of time';

type Outcome = 'passed' | typeof ranOut | { readonly fault: unknown };

const outcomeOf = async ({ run }: Told, patience: number): Promise<Outcome> => {
  const timer = new AbortController();
  const late = pause<Outcome>(patience, ranOut, { signal: timer.signal }).catch(
    (): Outcome => ranOut,
  );
  const done = run().then(
    (): Outcome => 'passed',
    (fault: unknown): Outcome => ({ fault }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    timer.abort();
  }
};

const messageOf = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault);

/**
 * Runs the tests of the domain in one process that stays: a mutant is switched on, the tests that
 * reach it are run until one fails, and it is switched off. vitest would begin anew for each of the
 * thousands. A mutant of what is done while a module is loaded gets modules of its own.
 */
const createRunner = (): TestRunner => {
  const root = process.cwd();
  let copies = 0;
  let clean: Promise<ReadonlyMap<string, Told>> | undefined;
  let reaches = knownReach(root);
  const order = judgingOrder(() => reaches);
  const pathsOf = () => globSync([...testFiles()], { cwd: root }).toSorted();

  const load = (path: string, copy: number): Promise<readonly Told[]> =>
    collect(path, () => import(`${pathToFileURL(join(root, path)).href}?copy=${copy}`));

  const loadAll = async (): Promise<ReadonlyMap<string, Told>> => {
    const copy = ++copies;
    const all: Told[] = [];
    for (const path of pathsOf()) all.push(...(await load(path, copy)));
    return new Map(all.map((told) => [told.id, told]));
  };

  const outcomeIn = (told: Told): Promise<Outcome> =>
    outcomeOf(told, patienceFor(reaches[told.id]?.time ?? 1000));

  const killed = (
    mutated: string,
    told: Told,
    fault: unknown,
    nrOfTests: number,
  ): MutantRunResult => {
    for (const name of [told.id, told.file]) order.noteKill(mutated, name);
    return {
      status: MutantRunStatus.Killed,
      killedBy: [told.id],
      failureMessage: messageOf(fault),
      nrOfTests,
    };
  };

  /** Whether the test passes without the mutant: if not, an earlier one has left something behind. */
  const passesWithout = async (told: Told): Promise<boolean> => {
    delete mutants.activeMutant;
    return (await outcomeIn(told)) === 'passed';
  };

  const judge = async (
    mutated: string,
    tests: readonly Told[],
  ): Promise<MutantRunResult | Told> => {
    let nrOfTests = 0;
    for (const told of tests) {
      nrOfTests++;
      const outcome = await outcomeIn(told);
      if (outcome === 'passed') continue;
      if (outcome === ranOut || isHitLimit(mutants)) {
        clean = undefined;
        return { status: MutantRunStatus.Timeout, reason: told.id };
      }
      if (!(await passesWithout(told))) return told;
      return killed(mutated, told, outcome.fault, nrOfTests);
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  };

  /**
   * What a test meets that is the first and only one asked, where it passes without the mutant: it may be
   * the one that keeps what a mutant has made, for as long as it stays loaded.
   */
  const faultAlone = async (
    options: MutantRunOptions,
    id: string,
  ): Promise<{ readonly fault: unknown } | undefined> => {
    const toldAnew = async (): Promise<Told | undefined> => (await (clean = loadAll())).get(id);
    const withMutant = await toldAnew();
    begin(options);
    mutants.activeMutant = options.activeMutant.id;
    const outcome = withMutant && (await outcomeIn(withMutant));
    delete mutants.activeMutant;
    const without = await toldAnew();
    const passes = without !== undefined && (await passesWithout(without));
    return passes && typeof outcome === 'object' ? outcome : undefined;
  };

  const runWhileRunning = async (options: MutantRunOptions): Promise<MutantRunResult> => {
    const { testFilter, sandboxFileName, activeMutant } = options;
    for (let attempt = 1; ; attempt++) {
      const all = await (clean ??= loadAll());
      const reaching = testFilter?.flatMap((id) => all.get(id) ?? []) ?? [...all.values()];
      begin(options);
      mutants.activeMutant = activeMutant.id;
      const asked = order.ofTests(sandboxFileName, reaching).slice(0, mostFor(activeMutant).tests);
      const verdict = await judge(sandboxFileName, asked);
      delete mutants.activeMutant;
      if ('status' in verdict) return verdict;
      if (attempt > 1) {
        const nrOfTests = asked.indexOf(verdict) + 1;
        const fault = await faultAlone(options, verdict.id);
        return fault === undefined
          ? { status: MutantRunStatus.Error, errorMessage: `spoilt: ${verdict.id}` }
          : killed(sandboxFileName, verdict, fault.fault, nrOfTests);
      }
      clean = undefined;
    }
  };

  const runFromLoading = async (options: MutantRunOptions): Promise<MutantRunResult> => {
    const { sandboxFileName, activeMutant } = options;
    const copy = ++copies;
    let nrOfTests = 0;
    for (const path of order
      .ofFiles(sandboxFileName, pathsOf())
      .slice(0, mostFor(activeMutant).files)) {
      begin(options);
      mutants.activeMutant = activeMutant.id;
      try {
        const tests = await load(path, copy).catch((fault: unknown) => messageOf(fault));
        if (typeof tests === 'string')
          return killed(
            sandboxFileName,
            { id: path, file: path, run: async () => {} },
            tests,
            nrOfTests,
          );
        for (const told of order.ofTests(sandboxFileName, tests)) {
          nrOfTests++;
          const outcome = await outcomeIn(told);
          if (outcome === 'passed') continue;
          if (outcome === ranOut || isHitLimit(mutants))
            return { status: MutantRunStatus.Timeout, reason: told.id };
          return killed(sandboxFileName, told, outcome.fault, nrOfTests);
        }
      } finally {
        delete mutants.activeMutant;
      }
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  };

  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: async () => {
      hookModules(root);
      process.on('unhandledRejection', () => {});
      await import(pathToFileURL(join(root, 'test/mutation/cases.ts')).href);
    },
    dryRun: async (): Promise<DryRunResult> => {
      const all = await (clean ??= loadAll());
      const tests: TestResult[] = [];
      const failing: string[] = [];
      const times = new Map<string, number>();
      for (const told of all.values()) {
        mutants.currentTestId = told.id;
        const start = performance.now();
        const outcome = await outcomeOf(told, 60_000);
        const timeSpentMs = performance.now() - start;
        delete mutants.currentTestId;
        const { id, file } = told;
        times.set(id, timeSpentMs);
        if (outcome === 'passed')
          tests.push({
            id,
            name: id,
            fileName: join(root, file),
            timeSpentMs,
            status: TestStatus.Success,
          });
        else failing.push(id);
      }
      const mutantCoverage = mutants.mutantCoverage ?? { static: {}, perTest: {} };
      // They need what is not here: what they would see counts as survived.
      if (failing.length > 0) console.error(`left out: ${failing.join('\n  ')}`);
      for (const id of failing) delete mutants.mutantCoverage?.perTest[id];
      reaches = measureReach(root, mutantCoverage, times);
      return { status: DryRunStatus.Complete, tests, mutantCoverage };
    },
    mutantRun: (options) =>
      options.mutantActivation === 'static' || keeps.test(options.sandboxFileName)
        ? runFromLoading(options)
        : runWhileRunning(options),
  };
};

const begin = ({ hitLimit }: MutantRunOptions): void => {
  mutants.hitCount = 0;
  if (hitLimit === undefined) delete mutants.hitLimit;
  else mutants.hitLimit = hitLimit;
};

const isHitLimit = ({ hitCount = 0, hitLimit }: InstrumenterContext): boolean =>
  hitLimit !== undefined && hitCount > hitLimit;

createRunner.inject = tokens();
export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, 'in-one-process', createRunner),
];
