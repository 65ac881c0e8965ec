import { statSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest of all: begun last, one of them would run on alone when the rest is done. */
const longest = [
  'test/embed/packed.test.ts',
  'test/contract/postgres.test.ts',
  'test/docs/documents.test.ts',
  // Waits for what packs, which it may not disturb.
  'test/deploy/deployed.test.ts',
  'test/openapi/fuzz/fuzz.test.ts',
  'test/cli/serve-dev.test.ts',
  'test/contract/sqlite.test.ts',
  'test/contract/model.test.ts',
  'test/migrations/start-at-once.test.ts',
  'test/contract/agreement.test.ts',
  'test/contract/json-file-store.test.ts',
  'test/architecture/walls.test.ts',
  'test/production/shutdown.test.ts',
  'test/client/generated.test.ts',
  'test/crash/postgres.test.ts',
  'test/verify/postgres.test.ts',
  'test/contract/races.test.ts',
  'test/browser/pages.test.ts',
  'test/protocols/postman.test.ts',
  'test/embed/replays.test.ts',
  'test/cli/streams.test.ts',
  'test/cli/postgres.test.ts',
  'test/contract/broken-adapters.test.ts',
  'test/browser/docs.test.ts',
  'test/contract/node-test.test.ts',
  'test/reporter.test.ts',
  'test/contract/memory.test.ts',
  'test/embed/host-sqlite.test.ts',
  'test/embed/host-postgres.test.ts',
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
