import fc from 'fast-check';
import { codePoints } from './code-points.ts';
import { type Faulty, refused } from './faulty.ts';

export interface PasswordConstraints {
  /** The policy's minimum, in code points; 8 without it. */
  readonly minimum?: number;
}

const longest = 1024;

/** Passwords that stand on every list of common ones. */
export const commonPasswords = [
  'password',
  '12345678',
  'qwertyuiop',
  'letmein123',
  'iloveyou1',
  'p@ssw0rd',
  'trustno1',
] as const;

/** Whatever a password may hold: all but NUL and halves of a character, blanks at the ends too. */
const characters = () =>
  fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: 0x5e }).map((at) => String.fromCharCode(0x20 + at)) },
    { weight: 2, arbitrary: fc.constantFrom(...' \t\n:"<&\u00e9e\u0301\u00a0\u{1f600}\u7530\x01') },
    {
      weight: 1,
      arbitrary: codePoints().filter((character) => !/[\0\p{Cs}]/u.test(character)),
    },
  );

/**
 * Passwords that keep the policy's rules: any length from its minimum to 1024 code points, some
 * past the 72 bytes that bcrypt looks at. None of `commonPasswords`; a filter of common passwords
 * that is wrong at times may still refuse one.
 */
export const passwords = ({ minimum = 8 }: PasswordConstraints = {}): fc.Arbitrary<string> => {
  const repeated = (times: number) => characters().map((character) => character.repeat(times));
  return fc
    .oneof(
      {
        weight: 8,
        arbitrary: fc.string({ unit: characters(), minLength: minimum, maxLength: minimum + 24 }),
      },
      {
        weight: 2,
        arbitrary: fc.string({
          unit: characters(),
          minLength: Math.max(minimum, 73),
          maxLength: Math.max(minimum, 120),
        }),
      },
      { weight: 1, arbitrary: repeated(minimum) },
      { weight: 1, arbitrary: repeated(longest) },
    )
    .filter((password) => !isAmong(commonPasswords, password));
};

/** Inputs that are no password, whoever's it is: its owner's data has no part in them. */
export const faultyPasswords = ({
  minimum = 8,
}: PasswordConstraints = {}): fc.Arbitrary<Faulty> => {
  const tooLong = characters().map((character) => character.repeat(longest + 1));
  const bad = fc.constantFrom('\0', '\ud800', '\udfff');
  const unclean = fc.tuple(
    fc.string({ unit: characters(), minLength: minimum, maxLength: minimum + 8 }),
    bad,
    fc.string({ unit: characters(), maxLength: 8 }),
  );
  return fc.oneof(
    refused(fc.constantFrom(undefined, null), 'required'),
    refused(fc.constantFrom<unknown>(0, 12_345_678, true, {}, [], ['password']), 'type'),
    refused(
      fc.string({ unit: characters(), maxLength: minimum - 1 }).filter(isShorterThan(minimum)),
      'tooShort',
    ),
    refused(tooLong, 'tooLong'),
    refused(
      unclean.map((pieces) => pieces.join('')),
      'characters',
    ),
    common(minimum),
  );
};

/** In any letter case; too short besides, where the policy asks for more. */
const common = (minimum: number): fc.Arbitrary<Faulty> =>
  fc.tuple(fc.constantFrom(...commonPasswords), fc.boolean()).map(
    ([password, upper]): Faulty => ({
      input: upper ? password.toUpperCase() : password,
      codes: password.length < minimum ? ['tooShort', 'common'] : ['common'],
    }),
  );

const isShorterThan = (minimum: number) => (text: string) => [...text].length < minimum;

/** As a judge of common passwords compares: without regard to letter case. */
const isAmong = (list: readonly string[], password: string): boolean =>
  list.includes(password.toLowerCase());
