import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MutantCoverage } from '@stryker-mutator/api/core';

/** What a test comes by, or a file of tests. */
export interface Reach {
  /** How many mutants, in all. */
  readonly mutants: number;
  /** In which mutated files, and how many in each. */
  readonly files: Readonly<Record<string, number>>;
  /** How many milliseconds it takes without a mutant. */
  readonly time: number;
}

export type Reaches = Readonly<Record<string, Reach>>;

/** Written where a process that takes the place of this one finds it. */
const kept = 'reach.json';

/** By the id of each test, and by the path of each file of tests. */
export const measureReach = (
  root: string,
  { perTest }: MutantCoverage,
  times: ReadonlyMap<string, number>,
): Reaches => {
  const homes = homesOfMutants(root);
  const reached = new Map<string, Set<string>>();
  for (const [id, mutants] of Object.entries(perTest))
    for (const name of [id, id.slice(0, id.indexOf('#'))]) {
      const all = reached.get(name) ?? new Set();
      for (const mutant of Object.keys(mutants)) all.add(mutant);
      reached.set(name, all);
    }
  const reaches = Object.fromEntries(
    [...reached].map(([name, mutants]) => [
      name,
      {
        mutants: mutants.size,
        time: times.get(name) ?? 0,
        files: counted([...mutants].flatMap((mutant) => homes.get(mutant) ?? [])),
      },
    ]),
  );
  writeFileSync(join(root, kept), JSON.stringify(reaches));
  return reaches;
};

const counted = (files: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(files, (file) => file)).map(([file, all = []]) => [
      file,
      all.length,
    ]),
  );

export const knownReach = (root: string): Reaches => {
  const path = join(root, kept);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
};

/** The mutated code names its mutants wherever it notes that one is come by. */
const homesOfMutants = (root: string): ReadonlyMap<string, string> => {
  const homes = new Map<string, string>();
  for (const path of globSync('packages/domain/src/**/*.ts', { cwd: root })) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [, list = ''] of text.matchAll(/stryCov_\w+\(([^)]*)\)/g))
      for (const [, mutant = ''] of list.matchAll(/"(\d+)"/g)) homes.set(mutant, join(root, path));
  }
  return homes;
};
