import { base32 } from './base32.ts';
import { type Secret, secret } from './secret.ts';

/** How many random bytes a generated password is made of: 160 bits. */
export const generatedPasswordBytes = 20;

/**
 * A password to be read out and typed: eight groups of four, lower case, without letters that
 * look alike, a dash between the groups.
 */
export const generatePassword = (random: Uint8Array): Secret =>
  secret((base32(random).match(/.{1,4}/g) ?? []).join('-'));
