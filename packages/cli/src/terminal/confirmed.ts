import { EndedOtherwise, exitCodes, UsageError } from '../ending/exit.ts';
import type { Retryable } from '../said/flags.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command takes that asks before it does something. */
export interface Confirmable extends Retryable {
  readonly yes?: true;
}

/** Throws where a command would have to ask, and there is nobody who could answer. */
export const demandAnswer = (
  command: string,
  { yes }: Confirmable,
  { ask }: Surroundings,
): void => {
  if (yes !== true && ask === undefined)
    throw new UsageError(`${command} needs --yes where nobody can be asked`);
};

/** Goes on where the person says so, in one of these words; else throws, with nothing done. */
export const confirmed = async (
  question: string,
  agreeing: readonly string[],
  { ask }: Surroundings,
): Promise<void> => {
  const answer = (await ask?.(question)) ?? '';
  if (!agreeing.some((word) => sameWord(word, answer)))
    throw new EndedOtherwise(exitCodes.cancelled, 'cancelled: nothing was done');
};

/** Nobody minds capitals, spaces around it, or how an accent is written. */
const sameWord = (one: string, other: string): boolean =>
  one.trim().normalize('NFC').toLowerCase() === other.trim().normalize('NFC').toLowerCase();
