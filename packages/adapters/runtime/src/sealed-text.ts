import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { randomPool } from './random.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

const random = randomPool();

/** Nonce, cipher text and tag in base64url. The key has 32 bytes. */
export function sealText(key: KeyObject, text: string): string {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/** Undefined where another key sealed it, or where it is not as it was. */
export function unsealText(key: KeyObject, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  // Buffer skips what is no base64url, and takes several spellings of one text.
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== sealed)
    return undefined;
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  const opened = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not match: there is nothing else that `final` throws for.
    return undefined;
  }
}
