import type { Credential } from './user.ts';

/** A password that its owner chose, after the one before: tokens and links of that are void. */
export const ownCredential = (hash: string, generationBefore: number): Credential => ({
  hash,
  origin: 'own',
  generation: generationBefore + 1,
});
