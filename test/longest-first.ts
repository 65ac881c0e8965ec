import { statSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest of all: begun last, one of them would run on alone when the rest is done. */
const longest = [
  'test/embed/packed.test.ts',
  'test/deploy/deployed.test.ts',
  'test/contract/postgres.test.ts',
  'test/docs/documents.test.ts',
  'test/cli/serve-dev.test.ts',
  'test/contract/sqlite.test.ts',
  'test/cli/streams.test.ts',
  'test/cli/postgres.test.ts',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = longest.findIndex((path) => moduleId.endsWith(`/${path}`));
  return rank < 0 ? longest.length : rank;
};

const sizeOf = ({ moduleId }: TestSpecification): number => statSync(moduleId).size;

/** Begins with what takes longest, and goes on by size: in the same order on every machine. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: readonly TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rankOf(a) - rankOf(b) || sizeOf(b) - sizeOf(a));
  }
}
