import type { Law } from './contract/law.ts';

/** As much of a test runner as is asked for: vitest, node:test and their like have it. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: (name: string, check: () => Promise<void>) => unknown;
}

/** One test for each law: `bindLaws({ describe, it }, 'memory', persistenceContract(open))`. */
export const bindLaws = ({ describe, it }: Runner, title: string, laws: readonly Law[]): void => {
  describe(title, () => {
    for (const { name, check } of laws) it(name, check);
  });
};
