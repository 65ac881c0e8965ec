import type { Told } from './harness.ts';
import type { Reaches } from './reach.ts';

/** Half of all that are asked. */
const mostOfTheClosest = 60;

/**
 * Which tests are asked first about a mutant: those that have told of others of the same file, then
 * those that come by there and do little else. Every run has the same order.
 */
export const judgingOrder = (reaches: () => Reaches) => {
  const told = new Map<string, number>();
  const keyOf = (mutated: string, name: string): string => `${name} of ${mutated}`;
  const toldOf = (mutated: string, name: string): number => told.get(keyOf(mutated, name)) ?? 0;

  return {
    noteKill: (mutated: string, name: string): void => {
      told.set(keyOf(mutated, name), toldOf(mutated, name) + 1);
    },
    /**
     * Of tests that come by the mutant: first those that stand beside what is mutated, and those that come
     * by most of its file, then some of each file of tests, and more of those that have told of others.
     */
    ofTests: <T extends Told>(mutated: string, tests: readonly T[]): readonly T[] => {
      const ranks = new Map<string, number>();
      const narrowFirst = sorted(tests, ({ id }) => [-(reaches()[id]?.mutants ?? 0)]);
      const closest = new Set(
        sorted(narrowFirst, ({ id }) => [reaches()[id]?.files[mutated] ?? 0])
          .slice(0, mostOfTheClosest)
          .map(({ id }) => id),
      );
      const turns = new Map(
        narrowFirst.map(({ id, file }) => {
          const rank = ranks.get(file) ?? 0;
          ranks.set(file, rank + 1);
          return [id, rank / (1 + toldOf(mutated, file))];
        }),
      );
      return sorted(narrowFirst, ({ id, file }) => [
        toldOf(mutated, id),
        isBeside(mutated, file) || closest.has(id) ? 1 : 0,
        -(turns.get(id) ?? 0),
      ]);
    },
    /**
     * Of files of tests: the one that stands beside what is mutated, and those that have told of it. Whether
     * others come by a constant is not known: of those that come by its file the ones that do little else
     * go in turns with those that do most.
     */
    ofFiles: (mutated: string, files: readonly string[]) => {
      const mutantsOf = (file: string): number => reaches()[file]?.mutants ?? 0;
      const comesBy = (file: string): boolean => (reaches()[file]?.files[mutated] ?? 0) > 0;
      const widest = sorted(files, (file) => [comesBy(file) ? 1 : 0, mutantsOf(file)]);
      const narrowest = sorted(files, (file) => [comesBy(file) ? 1 : 0, -mutantsOf(file)]);
      const turns = new Map(
        widest.map((file, at) => [file, Math.min(at, narrowest.indexOf(file))]),
      );
      return sorted(widest, (file) => [
        isBeside(mutated, file) ? 1 : 0,
        toldOf(mutated, file),
        -(turns.get(file) ?? 0),
      ]);
    },
  };
};

const isBeside = (mutated: string, file: string): boolean =>
  mutated.replace(/\.ts$/, '.test.ts').endsWith(`/${file}`);

/** Those with the highest first number first; where it is the same, the next one decides. */
const sorted = <T>(all: readonly T[], rankOf: (one: T) => readonly number[]): readonly T[] =>
  all
    .map((one) => ({ one, rank: rankOf(one) }))
    .toSorted((a, b) => b.rank.reduce((sum, x, i) => sum || x - (a.rank[i] ?? 0), 0))
    .map(({ one }) => one);
