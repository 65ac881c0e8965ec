import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entries, isCommonPassword } from './common-password.ts';

/** On the list, from its first line to its last ones. */
const COMMON = [
  '123456',
  'password',
  '12345678',
  'qwerty',
  'qwertyuiop',
  'letmein',
  'letmein123',
  'iloveyou1',
  'trustno1',
  'password1',
  'p@ssw0rd',
  'baseball',
  'abc123',
  '11111111',
  '070162',
];

/** A number below 2^32, the next at every call: the same passwords in every run (xorshift32). */
const createRandom = (seed: number) => {
  let state = seed;
  return (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+-./:;<=>?@';

const randomPassword = (random: () => number): string =>
  Array.from({ length: 16 }, () => SIGNS.charAt(random() % SIGNS.length)).join('');

describe('isCommonPassword', () => {
  it('was made of at least 100,000 passwords', () => {
    expect(entries).toBeGreaterThanOrEqual(100_000);
  });

  it.each(COMMON)('refuses %s in any letter case', (password) => {
    const mixed = fc
      .infiniteStream(fc.boolean())
      .map((upper) =>
        Array.from(password, (sign) =>
          upper.next().value === true ? sign.toUpperCase() : sign,
        ).join(''),
      );
    expect(isCommonPassword(password)).toBe(true);
    expect(isCommonPassword(password.toUpperCase())).toBe(true);
    fc.assert(fc.property(mixed, isCommonPassword), { numRuns: 20 });
  });

  it('lets random passwords pass: at most 2 of 20,000 refused', () => {
    const random = createRandom(20_261);
    const refused = Array.from({ length: 20_000 }, () => randomPassword(random)).filter(
      isCommonPassword,
    );
    expect(refused.length).toBeLessThanOrEqual(2);
  });

  it.each([
    '',
    ' password',
    'password ',
    'correct horse battery staple',
    'Tr0ub4dor&3-but-longer',
    'pässwörd-überall',
    '密码密码密码密码',
    '\ud800',
    'x'.repeat(1024),
  ])('lets %j pass', (password) => {
    expect(isCommonPassword(password)).toBe(false);
  });
});
