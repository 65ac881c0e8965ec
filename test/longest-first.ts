import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest of all: begun last, one of them would run on alone when the rest is done. */
const longest = [
  'test/embed/packed.test.ts',
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

/** Begins with what takes longest, on a machine that has run none of the tests before as well. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
