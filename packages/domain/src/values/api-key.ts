import { base32 } from './base32.ts';
import { ApiKeyId } from './ids.ts';
import { type Secret, secret } from './secret.ts';

/**
 * `tenantry_` + id (32 hex digits) + `_` + secret (32 of Crockford's base 32, 160 bits) + 6 hex
 * digits of check sum. Recognisable to secret scanners, selected whole by a double click; the
 * check sum turns a slip of the hand away without a look into the store.
 */
export interface ApiKey {
  readonly id: ApiKeyId;
  /** All of the key's text: this is what is hashed, so that no other spelling matches. */
  readonly text: Secret;
}

const form = /^tenantry_([0-9a-f]{32})_([0-9a-hjkmnp-tv-z]{32})([0-9a-f]{6})$/;

/** How many random bytes a key is made of. */
export const apiKeyBytes = 20;

export const makeApiKey = (id: ApiKeyId, random: Uint8Array): ApiKey => {
  const body = `tenantry_${id.replaceAll('-', '')}_${base32(random)}`;
  return { id, text: secret(body + checkSum(body)) };
};

export const parseApiKey = (given: string): ApiKey | undefined => {
  const [, hex, , sum] = form.exec(given) ?? [];
  if (hex === undefined || sum !== checkSum(given.slice(0, -6))) return undefined;
  const id = ApiKeyId.parse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
  return { id, text: secret(given) };
};

/** FNV-1a folded to 24 bits: it finds slips, and guards nothing. */
function checkSum(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (((hash >>> 24) ^ hash) & 0xffffff).toString(16).padStart(6, '0');
}
