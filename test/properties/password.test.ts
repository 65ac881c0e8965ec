import { confirmsPassword, messageFor, type PasswordRules, parsePassword } from '@tenantry/domain';
import {
  commonPasswords,
  faultyPasswords,
  type Parser,
  passwords,
  refuses,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const isCommon = (password: string): boolean =>
  commonPasswords.some((common) => common === password.toLowerCase());

const minimum = 8;
const rules: PasswordRules = { minimum, personal: [], isCommon };

const codesOf = (given: unknown, changed: Partial<PasswordRules> = {}): readonly string[] => {
  const parsed = parsePassword(given, { ...rules, ...changed }, ['password']);
  return parsed.ok ? [] : parsed.error.map(({ code }) => code);
};

/** What makes another text of one, by as little as can be. */
const slips: readonly ((text: string) => string)[] = [
  (text) => `${text}x`,
  (text) => `${text} `,
  (text) => ` ${text}`,
  (text) => `${text}\0`,
  (text) => text.slice(0, -1),
  (text) => text.slice(1),
  (text) => text.trim(),
  (text) => text.normalize('NFC'),
  (text) => text.normalize('NFD'),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replace('\n', '\r\n'),
];

describe('a password', () => {
  it.each([1, 8, 15, 64, 128])('keeps the policy, %i code points at least', (minimum) => {
    fc.assert(
      fc.property(passwords({ minimum }), (password) => {
        expect(codesOf(password, { minimum })).toEqual([]);
      }),
    );
    const parse: Parser<unknown> = (input) => {
      const parsed = parsePassword(input, { ...rules, minimum }, []);
      return parsed.ok ? { ok: true, value: parsed.value } : { ok: false, error: parsed.error };
    };
    fc.assert(refuses(parse, faultyPasswords({ minimum })));
  });

  it.each(['x', '\u{1f511}', '\u0301', ' ', '\u00fc', '\u7530'])(
    'of %j counts code points',
    (character) => {
      expect(codesOf(character.repeat(minimum - 1))).toEqual(['tooShort']);
      for (const length of [minimum, 64, 128, 1024])
        expect(codesOf(character.repeat(length))).toEqual([]);
      expect(codesOf(character.repeat(1025))).toEqual(['tooLong']);
    },
  );

  it('is taken exactly as it was received', () => {
    fc.assert(
      fc.property(passwords(), (given) => {
        const parsed = parsePassword(given, rules, []);
        expect(parsed.ok && parsed.value.reveal()).toBe(given);
      }),
    );
  });

  it('needs no composition: blanks, small letters, control characters will do', () => {
    for (const given of [' '.repeat(8), 'abcdefgh'.repeat(2), '\t\n\r\x01\x7f\x85\x1b\x07'])
      expect(codesOf(given)).toEqual([]);
  });

  it.each(['\0', '\ud800', '\udfff'])('holds no %j anywhere', (bad) => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 20 }), fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        expect(codesOf(text.slice(0, at) + bad + text.slice(at))).toContain('characters');
      }),
    );
  });

  it('is no common one, in no letter case', () => {
    for (const common of commonPasswords)
      for (const given of [common, common.toUpperCase()])
        expect(codesOf(given)).toEqual(['common']);
  });

  it('is no text of its owner, in whatever case, width or blanks around it', () => {
    const personal = ['Jane.Doe@Example.com', 'jane.doe', 'Cafe\u0301 Royale', '', ' '];
    for (const given of [
      'jane.doe@example.com',
      'JANE.DOE',
      '\uff4aane.doe',
      ' caf\u00e9 royale ',
      'CAF\u00c9 ROYALE',
    ])
      expect(codesOf(given, { personal })).toEqual(['personal']);
    expect(codesOf('jane.doe1', { personal })).toEqual([]);
    // An empty text of the owner forbids nothing.
    expect(codesOf(' '.repeat(8), { personal })).toEqual([]);
  });

  it('is compared with nothing where it is too long, and told as that alone', () => {
    const asked: string[] = [];
    const judge = (password: string): boolean => asked.push(password) > 0;
    for (const character of ['x', '\ufdfa', '\u0301', '\uff21', '\u{1f511}']) {
      const long = character.repeat(1025);
      expect(codesOf(long, { isCommon: judge, personal: [long] })).toEqual(['tooLong']);
    }
    expect(asked).toEqual([]);
  });

  it('is compared with no text of its owner that is longer than any password', () => {
    const personal = ['\uff21'.repeat(3000), 'jane.doe'];
    expect(codesOf('a'.repeat(1024), { personal })).toEqual([]);
    expect(codesOf('JANE.DOE', { personal })).toEqual(['personal']);
  });

  it('is confirmed by the same text alone', () => {
    fc.assert(
      fc.property(passwords(), fc.constantFrom(...slips), (password, slip) => {
        expect(confirmsPassword(password, password)).toBe(true);
        expect(confirmsPassword(password, slip(password))).toBe(slip(password) === password);
        for (const other of [undefined, null, [password], { password }, 0])
          expect(confirmsPassword(password, other)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
    expect(confirmsPassword(undefined, undefined)).toBe(false);
    expect(confirmsPassword(12345678, 12345678)).toBe(false);
  });

  it('has its last bytes count, past the 72 that bcrypt looks at', () => {
    const long = '\u00fc'.repeat(100);
    expect(confirmsPassword(`${long}a`, `${long}b`)).toBe(false);
  });

  it('stands in no message about it', () => {
    const marker = 'Zq9~';
    fc.assert(
      fc.property(faultyPasswords(), ({ input }) => {
        const given = typeof input === 'string' ? marker + input : [marker, input];
        const parsed = parsePassword(given, { ...rules, minimum: 2_000 }, ['password']);
        expect(JSON.stringify(parsed)).not.toContain(marker);
      }),
    );
    expect(messageFor('common')).not.toContain('password1');
  });
});
