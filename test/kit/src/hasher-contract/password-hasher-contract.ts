import type { Law } from '../contract/law.ts';
import { busyLaws } from './busy-laws.ts';
import { foreignLaws } from './foreign-laws.ts';
import { memoryLaws } from './memory-laws.ts';
import { passwordLaws } from './password-laws.ts';
import { hasherLawsOn, type OpenHasher } from './trial.ts';

/** What a hasher can be asked for besides. */
export interface HasherCapabilities {
  /**
   * How many hashes and verifications it takes at once, running and waiting together. A small number
   * makes the laws quick; without one nothing is asked about being busy.
   */
  readonly atOnce?: number;
}

/**
 * What every `PasswordHasher` has to do, as laws that know the port and nothing behind it. Each of
 * `open`'s answers stands for a process of its own.
 *
 * `bindLaws({ describe, it }, 'my hasher', passwordHasherContract(open, { atOnce: 3 }))` makes a test
 * of each. They cost about 200 hashes; nothing is timed but by the hasher's own pace.
 */
export const passwordHasherContract = (
  open: OpenHasher,
  { atOnce }: HasherCapabilities = {},
): readonly Law[] => {
  const law = hasherLawsOn(open);
  return [
    ...passwordLaws(law),
    ...foreignLaws(law),
    ...memoryLaws(law),
    ...(atOnce === undefined ? [] : busyLaws(law, atOnce)),
  ];
};
