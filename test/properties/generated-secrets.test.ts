import {
  ApiKeyId,
  apiKeyBytes,
  base32,
  defaultPolicy,
  generatedPasswordBytes,
  generatePassword,
  makeApiKey,
  parseApiKey,
  parsePassword,
} from '@tenantry/domain';
import { anyTexts, apiKeys } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const randomBytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const printable = Array.from({ length: 0x5f }, (_, at) => String.fromCharCode(0x20 + at));

/** Every text that differs from this one in one character. */
const substituted = (text: string, from = 0, to = text.length): readonly string[] =>
  Array.from({ length: to - from }, (_, at) => from + at).flatMap((at) =>
    printable
      .filter((character) => character !== text.charAt(at))
      .map((character) => text.slice(0, at) + character + text.slice(at + 1)),
  );

describe('an API key', () => {
  it('is read back from its text: the same id, the same text', () => {
    fc.assert(
      fc.property(fc.uuid(), randomBytes(apiKeyBytes), (uuid, random) => {
        const made = makeApiKey(ApiKeyId.parse(uuid), random);
        const read = parseApiKey(made.text.reveal());
        expect(read?.id).toBe(made.id);
        expect(read?.text.reveal()).toBe(made.text.reveal());
        expect(made.text.reveal()).toMatch(
          /^tenantry_[0-9a-f]{32}_[0-9a-hjkmnp-tv-z]{32}[0-9a-f]{6}$/,
        );
      }),
    );
  });

  it('holds all of its 160 random bits', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        randomBytes(apiKeyBytes),
        fc.nat({ max: 159 }),
        (uuid, random, bit) => {
          const other = random.map((byte, at) =>
            at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
          );
          const [one, two] = [random, other].map((bytes) =>
            makeApiKey(ApiKeyId.parse(uuid), bytes).text.reveal(),
          );
          expect(one).not.toBe(two);
        },
      ),
    );
  });

  // The check sum has 24 bits. It finds every slip in itself and in the last character before it;
  // of other slips one in 16 million may pass, and is then another key, which no store knows.
  it('is refused, or another key, where one character is another', () => {
    const passed: string[] = [];
    fc.assert(
      fc.property(apiKeys(), (text) => {
        for (const slip of substituted(text)) {
          const read = parseApiKey(slip);
          if (read === undefined) continue;
          passed.push(slip);
          expect(read.text.reveal()).toBe(slip);
        }
      }),
      { numRuns: 20 },
    );
    expect(passed.length).toBeLessThanOrEqual(1);
  });

  it('is refused for any slip in its last 7 characters', () => {
    fc.assert(
      fc.property(apiKeys(), (text) => {
        const slips = substituted(text, text.length - 7);
        expect(slips.filter((slip) => parseApiKey(slip) !== undefined)).toEqual([]);
      }),
    );
  });

  it('is refused where a character is lost, doubled, or in another case', () => {
    fc.assert(
      fc.property(apiKeys(), fc.nat(), (text, place) => {
        const at = place % text.length;
        const slips = [
          text.slice(0, at) + text.slice(at + 1),
          text.slice(0, at) + text.charAt(at) + text.slice(at),
          text.toUpperCase(),
          ` ${text}`,
          `${text}\n`,
          `${text}, ${text}`,
          `"${text}"`,
        ];
        expect(slips.filter((slip) => parseApiKey(slip) !== undefined)).toEqual([]);
      }),
    );
  });

  it('is never thrown at: any text is a key or none', () => {
    fc.assert(
      fc.property(anyTexts({ maxLength: 100 }), (text) => {
        expect(parseApiKey(text)).toBeUndefined();
      }),
    );
  });
});

describe('base 32', () => {
  it('is the number that the bytes are, most significant first', () => {
    const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
    fc.assert(
      fc.property(randomBytes(apiKeyBytes), (bytes) => {
        const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        const read = [...base32(bytes)].reduce(
          (sum, digit) => sum * 32n + BigInt(alphabet.indexOf(digit)),
          0n,
        );
        expect(read).toBe(number);
      }),
    );
  });

  it('has as many characters as it takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(base32(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]*$/);
        expect(base32(bytes)).toHaveLength(Math.ceil((bytes.length * 8) / 5));
      }),
    );
  });
});

describe('a generated password', () => {
  it('is eight groups of four, in letters that do not look alike', () => {
    fc.assert(
      fc.property(randomBytes(generatedPasswordBytes), (random) => {
        expect(generatePassword(random).reveal()).toMatch(
          /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){7}$/,
        );
      }),
    );
  });

  it('holds 160 bits: 32 characters of 5, every bit of which counts', () => {
    expect(generatedPasswordBytes * 8).toBe(160);
    fc.assert(
      fc.property(randomBytes(generatedPasswordBytes), fc.nat({ max: 159 }), (random, bit) => {
        const other = random.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(generatePassword(other).reveal()).not.toBe(generatePassword(random).reveal());
      }),
    );
  });

  it('uses every letter as often as every other', () => {
    const all = Array.from({ length: 256 }, (_, byte) => byte);
    // Each byte at each place of a group of five, whose 40 bits are eight letters.
    const letters = all.flatMap((byte) => [
      ...generatePassword(new Uint8Array(20).fill(byte)).reveal().replaceAll('-', ''),
    ]);
    const counts = new Map<string, number>();
    for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(new Set(counts.values()).size).toBe(1);
  });

  it('keeps the default policy', () => {
    const rules = { minimum: defaultPolicy.passwordMinimum, personal: [], isCommon: () => false };
    fc.assert(
      fc.property(randomBytes(generatedPasswordBytes), (random) => {
        expect(parsePassword(generatePassword(random).reveal(), rules, []).ok).toBe(true);
      }),
    );
  });
});
