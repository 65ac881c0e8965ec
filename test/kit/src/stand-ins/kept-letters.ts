import type { Letter, Mailer } from '@tenantry/domain';

/** A mailer that keeps what it is given to send. */
export interface KeptLetters extends Mailer {
  /** Every letter that it was given, the one of each try by itself. */
  readonly letters: readonly Letter[];
}

/**
 * Sends nothing, and keeps it: a letter to `refused@...` is refused, one to `failed@...` fails,
 * and each other is sent.
 */
export const keptLetters = (): KeptLetters => {
  const letters: Letter[] = [];
  return {
    letters,
    send: async (letter) => {
      letters.push(letter);
      const kind = outcomes.find((outcome) => letter.to.address.startsWith(`${outcome}@`));
      return kind === undefined ? { kind: 'sent' } : { kind, reason: 'as its address says' };
    },
    close: async () => undefined,
  };
};

const outcomes = ['refused', 'failed'] as const;
