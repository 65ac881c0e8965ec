import { spoken, VerificationPhrase } from '@tenantry/domain';
import {
  accepts,
  faultyVerificationPhrases,
  idempotentParse,
  parserOf,
  refuses,
  texts,
  verificationPhrases,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';

const parse = parserOf(VerificationPhrase);

describe('a verification phrase', () => {
  it('is taken where something of it can be said, and kept', () => {
    fc.assert(accepts(parse, verificationPhrases(), (value, given) => value === given.trim()));
    fc.assert(idempotentParse(parse, verificationPhrases(), (value) => value));
  });

  it('is refused where it breaks the rule of texts, or cannot be said', () => {
    fc.assert(refuses(parse, faultyVerificationPhrases()), { numRuns: 300 });
  });
});

describe('what is wrong with a verification phrase', () => {
  it.each([
    ['', 'tooShort'],
    [' \t\u3000', 'tooShort'],
    ['.'.repeat(256), 'tooLong'],
    ['\u0301'.repeat(256), 'tooLong'],
    ['\uff21'.repeat(256), 'tooLong'],
    ['...', 'format'],
    ['.'.repeat(255), 'format'],
    ['.\0.', 'characters'],
  ])('is told once: %j %s', (phrase, code) => {
    expect(parse(phrase)).toMatchObject({ ok: false, error: [{ path: [], code }] });
    const parsed = parse(phrase);
    expect(parsed.ok ? [] : parsed.error).toHaveLength(1);
  });
});

describe('spoken', () => {
  const phrases = fc.oneof(
    verificationPhrases(),
    texts({ maxLength: 30 }),
    fc
      .array(
        fc.constantFrom(
          '\u03a3',
          '\u03c3',
          '\u03c2',
          '.',
          "'",
          ' ',
          '\u1e9e',
          '\u00df',
          '\u0390',
          '\u0130',
          'A',
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((letters) => letters.join('')),
  );

  it('sounds the same in every case and composition', () => {
    fc.assert(
      fc.property(phrases, (phrase) => {
        const sound = spoken(phrase);
        for (const other of [
          // Composed first: upper case makes letters of some marks, and fixes their order so.
          phrase.normalize('NFC').toUpperCase(),
          phrase.toLowerCase(),
          phrase.normalize('NFD'),
          phrase.normalize('NFKD'),
          ` ${phrase}\u3000`,
        ])
          expect(spoken(other)).toBe(sound);
      }),
      { numRuns: rounds(600) },
    );
  });

  it('sounds as its own sound', () => {
    fc.assert(
      fc.property(phrases, (phrase) => {
        expect(spoken(spoken(phrase))).toBe(spoken(phrase));
      }),
      { numRuns: rounds(600) },
    );
  });

  it('takes every run of blanks and punctuation for one blank', () => {
    const words = fc.array(fc.stringMatching(/^[a-z\u03b1-\u03c9]{1,6}$/), {
      minLength: 1,
      maxLength: 4,
    });
    const gap = fc.constantFrom(' ', '-', ', ', '...', '\t', '\u2014', "'", '/', '\u00b7 ', '+');
    fc.assert(
      fc.property(words, gap, gap, (said, one, other) => {
        expect(spoken(said.join(one))).toBe(spoken(said.join(other)));
        expect(spoken(one + said.join(' ') + other)).toBe(spoken(said.join(' ')));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['STRA\u1e9eE', 'strasse'],
    ['\u0391\u03a3.\u0392', '\u03b1\u03c3 \u03b2'],
    ['\u039f\u0394\u039f\u03a3', '\u03bf\u03b4\u03bf\u03c3'],
    ['\u0390', '\u0390'],
    ['  Red--BALLOON! ', 'red balloon'],
    ['\uff32\uff25\uff24 \u2460', 'red 1'],
  ])('%j sounds %j', (phrase, sound) => {
    expect(spoken(phrase)).toBe(sound);
    expect(spoken(phrase.toUpperCase())).toBe(sound);
  });
});
