import { accessSync, constants, statfsSync } from 'node:fs';

/** Where Linux keeps files in memory. */
const memory = '/dev/shm';

/** Bytes: several times what all tests have there at once. */
const enough = 4 * 2 ** 30;

/** A folder in memory, where there is one with room: undefined otherwise. */
export const memoryFolder = (): string | undefined => {
  try {
    accessSync(memory, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enough ? memory : undefined;
  } catch {
    return undefined;
  }
};
