import type { Command } from 'commander';
import { accountsWithin } from '../completion/accounts-within.ts';
import { type Candidate, completionOf, starting } from '../completion/candidates.ts';
import { type Shell, scripts } from '../completion/scripts.ts';
import type { Json } from '../said/flags.ts';
import { onOneLine } from '../terminal/on-one-line.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Prints what makes a shell complete command lines of ours. */
export const completion = (shell: Shell, { json }: Json, { out }: Surroundings): void =>
  out(json === true ? `${JSON.stringify({ script: scripts[shell] })}\n` : scripts[shell]);

/**
 * Answers a shell: what fits in the place of the last word. Whatever goes wrong is kept quiet, since
 * somebody is in the middle of typing.
 */
export const complete = async (
  words: readonly string[],
  program: Command,
  surroundings: Surroundings,
): Promise<void> => {
  const { candidates, besides, settings } = completionOf(program, words);
  const accounts = besides === 'accounts' ? await accountsWithin(settings, surroundings) : [];
  const begun = (words.at(-1) ?? '').replace(/^(?:--[^=]+)?=/, '');
  const lines = [...candidates, ...starting(accounts, begun)].map(lineOf);
  surroundings.out([...lines, ...(besides === 'files' ? [':files\n'] : [])].join(''));
};

const lineOf = ({ word, meaning }: Candidate): string => `${word}\t${onOneLine(meaning)}\n`;
