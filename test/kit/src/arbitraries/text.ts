import fc from 'fast-check';
import { codePoints } from './code-points.ts';
import { type Faulty, noTexts, refused } from './faulty.ts';

export interface TextConstraints {
  /** In code points after trimming; 1 without it. */
  readonly minLength?: number;
  /** In code points after trimming; 255 without it. */
  readonly maxLength?: number;
}

/** What code that counts, folds, cuts, quotes or renders texts gets wrong: single code points. */
const awkward = [
  'e\u00e9\u0301\u0345\u03c2\u00df\u1e9e\u0130\u0131\u212a\u212b\ufb01\uac00\u1100',
  '\u{1f600}\u{1f3fd}\u200d\ufe0f\u{1d49c}\u4e2d\u{e0041}\u{10ffff}\uffff\ufffe',
  '\u05d0\u0639\u202e\u2066\u200b\u2028\ufeff\u00a0\u3000 ',
  '<>&"\'%$#{}[]()\\/|`;:,@=+-?*',
].join('');

const isClean = (text: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(text);

/** Any code point that a text may hold, alone. */
const characters = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...'abcdxyzABCXYZ0189._') },
    { weight: 2, arbitrary: fc.constantFrom(...awkward) },
    {
      weight: 1,
      arbitrary: codePoints().filter(isClean),
    },
  );

/** A code point that trimming leaves where it is. */
const edges = (): fc.Arbitrary<string> => characters().filter((each) => each.trim() !== '');

/** What trimming takes away, some control characters among it. */
const blanks = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom(' ', '\t', '\r\n', '\u00a0', '\u3000', '\ufeff', ' \u2029 '),
    },
  );

/** Texts that trimming leaves as they are. */
export const trimmedTexts = ({
  minLength = 1,
  maxLength = 255,
}: TextConstraints = {}): fc.Arbitrary<string> => {
  const repeated = (times: number) => edges().map((each) => each.repeat(times));
  const inner = { minLength: Math.max(0, minLength - 2), maxLength: Math.max(0, maxLength - 2) };
  const long = fc
    .tuple(edges(), fc.string({ unit: characters(), ...inner }), edges())
    .map((pieces) => pieces.join(''));
  return fc.oneof(
    ...(maxLength >= 2 ? [{ weight: 8, arbitrary: long }] : []),
    { weight: 1, arbitrary: repeated(minLength) },
    { weight: 1, arbitrary: repeated(maxLength) },
  );
};

/**
 * Texts as they are received, of a length that holds after trimming: with blanks around them,
 * combining sequences, right-to-left letters, code points beyond the first plane.
 */
export const texts = (constraints: TextConstraints = {}): fc.Arbitrary<string> =>
  fc.tuple(blanks(), trimmedTexts(constraints), blanks()).map((pieces) => pieces.join(''));

/** A NUL, a control character, half a surrogate pair. */
const forbidden = (): fc.Arbitrary<string> =>
  fc.constantFrom('\0', '\x01', '\t', '\n', '\r', '\x1b', '\x7f', '\x85', '\ud800', '\udfff');

/** Texts that no name, reference or label takes, and whatever is no text. */
export const faultyTexts = ({
  minLength = 1,
  maxLength = 255,
}: TextConstraints = {}): fc.Arbitrary<Faulty> => {
  const tooLong = edges().map((each) => each.repeat(maxLength + 1));
  const half = { minLength: 1, maxLength: Math.max(1, Math.floor((maxLength - 1) / 2)) };
  // Something that stays stands on both sides, or trimming would take a blank away.
  const unclean = (pieces: TextConstraints) =>
    fc
      .tuple(trimmedTexts(pieces), forbidden(), trimmedTexts(pieces))
      .map((around) => around.join(''));
  const cut = { minLength: maxLength, maxLength };
  return fc.oneof(
    noTexts(),
    ...(minLength === 1 ? [refused(fc.constantFrom('', ' ', '\t\n', '\u3000'), 'tooShort')] : []),
    refused(tooLong, 'tooLong'),
    refused(unclean(half), 'characters'),
    refused(unclean(cut), 'tooLong', 'characters'),
  );
};
