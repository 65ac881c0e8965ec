import type { z } from 'zod';
import { text } from './text.ts';

/** What a caller says on the telephone to prove who it is: 1-255 code points. A secret. */
export const VerificationPhrase = text(1, 255)
  .refine((phrase) => /[\p{L}\p{N}]/u.test(spoken(phrase)), {
    error: 'format: must hold letters or digits',
    // A text of any length would take long to be heard, and is refused for its length anyhow.
    when: ({ issues }) => issues.length === 0,
  })
  .brand<'VerificationPhrase'>();
export type VerificationPhrase = z.infer<typeof VerificationPhrase>;

/**
 * The phrase as it sounds, which is what is hashed and compared: NFKC, case folded, every run of
 * blanks and punctuation one blank.
 */
export const spoken = (phrase: string): string =>
  caseFolded(phrase.normalize('NFKC'))
    .replace(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim();

/**
 * Lower case twice, since a capital sharp s reaches `ss` only by way of the small one; NFKC again,
 * since upper case takes some Greek letters apart. A sigma is final or not by what stands behind
 * it, which punctuation changes: both are one.
 */
const caseFolded = (text: string): string =>
  text.toLowerCase().toUpperCase().toLowerCase().normalize('NFKC').replaceAll('ς', 'σ');
