import { EmailAddress } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const isTaken = (text: string): boolean => EmailAddress.safeParse(text).success;

/** Blanks that fold into a blank are trimmed at the ends, as every blank is. */
const isTakenAsItIs = (text: string): boolean => text === text.trim() && isTaken(text);

const isAscii = (text: string): boolean => /^\p{ASCII}+$/u.test(text);

/** All code points outside ASCII but halves of pairs, which no text may hold. */
const beyondAscii = function* (): Generator<string> {
  for (let code = 0x80; code <= 0x10ffff; code++)
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
};

/** One of so many is tried where nobody has asked for more rounds. */
const among = rounds(1) > 1 ? 1 : 17;

/**
 * All of the plane in which most that is written stands. Above it are ideographs, pictures and what
 * is not given out yet, a million, of which some are enough beside those that fold.
 */
const isTried = (code: number): boolean => code <= 0xffff || code % among === 0;

const folds = [
  (text: string) => text.toLowerCase(),
  (text: string) => text.toUpperCase(),
  (text: string) => text.normalize('NFKC'),
];

const foldingIntoAscii = [...beyondAscii()].filter((character) =>
  folds.some((fold) => isAscii(fold(character))),
);

describe('characters that fold into ASCII', () => {
  it('are about as many as were counted: 1,442 in Unicode 17', () => {
    expect(foldingIntoAscii.length).toBeGreaterThanOrEqual(1_400);
    expect(foldingIntoAscii).toContain('\u212a');
    expect(foldingIntoAscii).toContain('\uff20');
  });

  it('are all refused in a domain, wherever they stand', () => {
    const taken = foldingIntoAscii.filter((character) =>
      [
        `a@${character}.com`,
        `a@${character}example.com`,
        `a@exam${character}ple.com`,
        `a@example${character}.com`,
        `a@example.com${character}`,
        `a@example${character}com`,
        `a@example.com${character}evil.test`,
      ].some(isTakenAsItIs),
    );
    expect(taken).toEqual([]);
  });

  it('are all refused before the @ and in its place', () => {
    const taken = foldingIntoAscii.filter((character) =>
      [`${character}a@example.com`, `a${character}@example.com`, `a${character}example.com`].some(
        isTakenAsItIs,
      ),
    );
    expect(taken).toEqual([]);
  });

  it('are refused where only the mapping of domains knows them', () => {
    // Full stops of UTS #46, and letters that its tables may have before the runtime's.
    const known = ['\u3002', '\uff61', '\u209d', '\u209e', '\u209f', '\u{1d6a6}', '\u{1df95}'];
    expect(known.filter((character) => isTaken(`a@x${character}y.com`))).toEqual([]);
  });
});

describe('characters outside ASCII', () => {
  it('are all refused before the @', () => {
    const taken: string[] = [];
    for (const character of beyondAscii())
      if (isTried(character.codePointAt(0) ?? 0) && isTaken(`a${character}b@example.com`))
        taken.push(character);
    expect(taken).toEqual([]);
  });

  it('never become plain letters of a domain', () => {
    const character = fc
      .integer({ min: 0x80, max: 0x10ffff })
      .map((code) => String.fromCodePoint(code));
    const law = fc.property(fc.oneof(character, fc.string({ unit: 'grapheme' })), (text) => {
      const parsed = EmailAddress.safeParse(`a@x${text}y.com`);
      // What is not shown at all (a soft hyphen, a variation selector) leaves the domain as it is.
      if (parsed.success && /[^\p{ASCII}\p{Default_Ignorable_Code_Point}]/u.test(text))
        expect(parsed.data.canonical).toContain('xn--');
    });
    fc.assert(law, { numRuns: rounds(800) });
  });
});
