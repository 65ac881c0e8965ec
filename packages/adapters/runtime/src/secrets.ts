import { createHmac, createSecretKey, hash, hkdfSync, type KeyObject } from 'node:crypto';
import type { SecretPurpose, Secrets } from '@tenantry/domain';
import { randomPool } from './random.ts';
import { sealText, unsealText } from './sealed-text.ts';
import { readToken, signToken } from './tokens.ts';

/** How many bytes of UTF-8 each secret must have. */
export const secretBytes = 32;

/**
 * The installation's secrets, newest first. For each purpose a key is derived from each of them
 * (HKDF-SHA-256, RFC 5869, with the info `tenantry/<purpose>`), and kept for the process; what
 * seals has keys of its own, one for each salt.
 *
 * Throws for a secret of fewer than 32 bytes. Without any secret `derive`, `seal` and `signToken`
 * throw; the rest works.
 */
export const secretsOf = (texts: readonly string[]): Secrets => {
  if (texts.some((text) => Buffer.byteLength(text) < secretBytes))
    throw new Error(`TENANTRY_SECRET: each secret must have at least ${secretBytes} bytes`);
  const given = [...texts];
  const keys = new Map<KeyPurpose, readonly KeyObject[]>();

  const keysFor = (purpose: KeyPurpose): readonly KeyObject[] => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const made = given.map((text) => keyOf(text, '', `tenantry/${purpose}`));
    keys.set(purpose, made);
    return made;
  };

  const sealing = (text: string, purpose: SecretPurpose, salt: string): KeyObject =>
    keyOf(text, salt, `tenantry/${purpose}/seal`);

  return {
    random: randomPool(),
    digest: (text) => hash('sha256', text, 'base64url'),
    derive: (purpose, message) => {
      const [newest, ...older] = keysFor(purpose).map((key) =>
        createHmac('sha256', key).update(message).digest('base64url'),
      );
      return [newest ?? missing(), ...older];
    },
    seal: (purpose, salt, text) => sealText(sealing(given[0] ?? missing(), purpose, salt), text),
    unseal: (purpose, salt, sealed) => {
      for (const text of given) {
        const opened = unsealText(sealing(text, purpose, salt), sealed);
        if (opened !== undefined) return opened;
      }
      return undefined;
    },
    signToken: async (claims) => signToken(keysFor('token')[0] ?? missing(), claims),
    readToken: (token, now) => readToken(keysFor('token'), token, now),
  };
};

/** Tokens are signed under a key that nothing else is derived by. */
type KeyPurpose = SecretPurpose | 'token';

/** An object: whoever is given bytes makes one of them for each message, which takes longer than that. */
const keyOf = (text: string, salt: string, info: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', text, salt, info, 32)));

function missing(): never {
  throw new Error('TENANTRY_SECRET: a secret is needed for this, and none was given');
}
