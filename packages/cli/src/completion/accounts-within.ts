import type { Flags } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import type { Candidate } from './candidates.ts';

/** Milliseconds that somebody waits for a word. */
const patience = 1000;

/**
 * Accounts that may be meant; none where the database does not tell in time, or at all. What is still
 * under way then ends with the process.
 */
export const accountsWithin = async (
  settings: Flags,
  surroundings: Surroundings,
): Promise<readonly Candidate[]> => {
  const late = Promise.withResolvers<readonly Candidate[]>();
  const timer = setTimeout(() => {
    late.resolve([]);
    surroundings.leaveUnheard();
  }, patience);
  try {
    return await Promise.race([found(settings, surroundings), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

async function found(settings: Flags, surroundings: Surroundings): Promise<readonly Candidate[]> {
  try {
    // Only where it is asked for: it opens the database.
    const { accountCandidates } = await import('./accounts.ts');
    return await accountCandidates(settings, surroundings);
  } catch {
    return [];
  }
}
