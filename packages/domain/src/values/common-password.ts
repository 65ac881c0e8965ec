import { bitCount, entries, filterText, hashCount } from './common-passwords.ts';

/**
 * Whether a password is one of the most common ones, asked offline.
 *
 * The list is held as a Bloom filter: each of its entries has set `hashCount` bits, and a text
 * whose bits are all set is taken to be on the list. No entry is ever missed; about 1 other text in
 * 160,000 is refused by mistake. This file brings some 420 kB with it: `await import()` it where
 * the first password is judged.
 */

export { entries };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const NO_DIGIT = 64;

/** By hand, since the domain has neither `Buffer` nor the DOM's `atob`. Skips what is no digit. */
const decodeBase64 = (text: string): Uint8Array => {
  const digits = new Uint8Array(128).fill(NO_DIGIT);
  for (let value = 0; value < 64; value += 1) digits[ALPHABET.charCodeAt(value)] = value;
  const bytes = new Uint8Array(Math.ceil(bitCount / 8));
  let length = 0;
  let pending = 0;
  let pendingBits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = digits[text.charCodeAt(at)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) continue;
    pending = ((pending << 6) | digit) & 0xfff;
    pendingBits += 6;
    if (pendingBits < 8) continue;
    pendingBits -= 8;
    bytes[length] = pending >>> pendingBits;
    length += 1;
  }
  return bytes;
};

/** The last step of MurmurHash3: every bit of the input moves every bit of the output. */
const avalanche = (hash: number): number => {
  const first = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
};

/**
 * The bits of a text: `start + i * step (mod size)`, where `start` and `step` are two 32-bit hashes
 * of its UTF-16 units (double hashing; as good as independent hashes for a Bloom filter). `size` is
 * a prime, so that every step reaches every bit. Exported for the script that writes the filter,
 * which must agree with the reader.
 */
export const bitsOf = (text: string, size: number, count: number): readonly number[] => {
  let first = 0x9e3779b9;
  let second = 0x7f4a7c15;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    first = (first << 13) | (first >>> 19);
    second = Math.imul(second ^ unit, 0x5bd1e995);
    second = (second << 15) | (second >>> 17);
  }
  const start = avalanche(first ^ text.length) % size;
  const step = 1 + (avalanche(second ^ text.length) % (size - 1));
  return Array.from({ length: count }, (_, index) => (start + index * step) % size);
};

/** One spelling for all letter cases, on both sides of the comparison. */
export const foldPassword = (text: string): string => text.toLowerCase();

let decoded: Uint8Array | undefined;

/** Whether `text` is on the list, in any letter case. The first call takes 10 ms more. */
export const isCommonPassword = (text: string): boolean => {
  decoded ??= decodeBase64(filterText);
  const filter = decoded;
  return bitsOf(foldPassword(text), bitCount, hashCount).every(
    (bit) => ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0,
  );
};
