import fc from 'fast-check';
import { anyTexts } from './code-points.ts';
import { type Faulty, noTexts, refused } from './faulty.ts';
import { faultyTexts, texts } from './text.ts';

/** Names of accounts, people, companies and apps; user names and references likewise. */
export const names = (): fc.Arbitrary<string> => texts({ maxLength: 255 });

/** What a partner is billed under: at most 50 code points. */
export const billingIds = (): fc.Arbitrary<string> => texts({ maxLength: 50 });

/** Telephone numbers as people write them: 5-20 digits, blanks and `()-`, 5 of them digits. */
export const phoneNumbers = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '+'),
      fc.array(
        fc.tuple(fc.constantFrom('', '', '', ' ', '-', '(', ')'), fc.constantFrom(...digits)),
        {
          minLength: 5,
          maxLength: 20,
        },
      ),
    )
    .map(([plus, pairs]) => plus + pairs.flat().join(''))
    .filter((written) => written.replace('+', '').length <= 20);

const digits = '0123456789';

export const faultyPhoneNumbers = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    noTexts(),
    refused(
      fc.constantFrom(
        '',
        '1234',
        '+1234',
        '1 2-3(4)',
        '12345+',
        '++12345',
        '12345x',
        '\u0661'.repeat(6),
      ),
      'format',
    ),
    refused(fc.constantFrom('1'.repeat(21), `+${'1'.repeat(21)}`, '12\n345', '12345\0'), 'format'),
  );

/** The zones that this runtime knows, and some of their other names. */
export const timeZones = (): fc.Arbitrary<string> =>
  fc.constantFrom('UTC', 'Etc/GMT+5', 'US/Eastern', ...Intl.supportedValuesOf('timeZone'));

export const faultyTimeZones = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    noTexts(),
    refused(
      fc.constantFrom('', 'Mars/Phobos', '+01:00', '-0500', 'UTC+1', 'Europe/Rome\0'),
      'unknown',
    ),
    refused(fc.constant(`Europe/${'x'.repeat(58)}`), 'tooLong', 'unknown'),
  );

/** What is said on the telephone: at least one letter or digit in it. */
export const verificationPhrases = (): fc.Arbitrary<string> =>
  texts().filter((text) => /[\p{L}\p{N}]/u.test(text.normalize('NFKC')));

/** What breaks the rule of texts, whether or not it can be said; or what keeps it and cannot be. */
export const faultyVerificationPhrases = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    faultyTexts(),
    refused(
      fc.constantFrom('.', '\u0301', '\ufdfa', '\uff21').map((each) => each.repeat(256)),
      'tooLong',
    ),
    refused(
      fc.constantFrom('...', '- -', '\u00a1\u2026!', '\u{1f600}', '\u0301', '\u200b'),
      'format',
    ),
  );

/** What is neither true nor false. Left out, it is no fault. */
export const faultyFlags = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constant(null), 'required'),
    refused(fc.constantFrom<unknown>('true', '', 0, 1, [], {}), 'type'),
  );

/** A key as a header carries it, bare: 1-255 visible characters of ASCII. */
export const idempotencyKeys = (): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 6, arbitrary: fc.string({ unit: visible(), minLength: 1, maxLength: 60 }) },
      { weight: 1, arbitrary: visible().map((character) => character.repeat(255)) },
      { weight: 1, arbitrary: fc.uuid() },
    )
    .filter((key) => !/^".*"$/.test(key));

/** Anything that a client may send as its channel: none is refused. */
export const channels = (): fc.Arbitrary<string> =>
  fc.oneof(
    anyTexts({ maxLength: 80 }),
    fc.string({ unit: visible(), minLength: 60, maxLength: 70 }),
    fc.constantFrom('', ' ', '\u{1f600}'.repeat(40), '\x1b[31mred', 'a\r\nSet-Cookie: b=c'),
  );

/** An id or a number of an account, as a caller may write it. */
export const accountRefs = (): fc.Arbitrary<string | number> =>
  fc.oneof(
    fc.uuid(),
    fc.uuid().map((id) => id.toUpperCase()),
    accountNumbers(),
    accountNumbers().map(String),
  );

export const faultyAccountRefs = (): fc.Arbitrary<Faulty> =>
  fc.oneof(
    refused(fc.constant(null), 'required'),
    refused(fc.constantFrom(0, -1, -(2 ** 31), 2 ** 31, 2 ** 53), 'format'),
    refused(fc.constantFrom<unknown>(1.5, true, [], [1], {}, { id: 1 }), 'format'),
    refused(fc.constantFrom('', 'x', '0', '01', '+1', ' 1', '1e3', '2147483648'), 'format'),
    refused(
      fc.uuid().map((id) => id.slice(1)),
      'format',
    ),
  );

export const accountNumbers = (): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: 2_147_483_647 }), fc.constantFrom(1, 2_147_483_647));

const visible = (): fc.Arbitrary<string> =>
  fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
