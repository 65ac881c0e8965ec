import { describe, expect, it } from 'vitest';
import { makeApiKey, parseApiKey } from './api-key.ts';
import { base32 } from './base32.ts';
import { toChannel } from './channel.ts';
import { asciiAddress, EmailAddress, localPart } from './email-address.ts';
import { generatePassword } from './generated-password.ts';
import { ApiKeyId } from './ids.ts';
import { later, secondsUntil } from './later.ts';
import { networkIn } from './network.ts';
import { confirmationIssues, confirmsPassword, parsePassword } from './password.ts';
import { secret } from './secret.ts';

const x = (length: number): string => 'x'.repeat(length);
const bytes = (...all: readonly number[]): Uint8Array => Uint8Array.from(all);

describe('base 32', () => {
  it.each([
    [[], ''],
    [[0], '00'],
    [[0xff], 'zw'],
    [[0xff, 0xff, 0xff, 0xff, 0xff], 'zzzzzzzz'],
    // Every letter of the alphabet once, in its order.
    [
      [0, 68, 50, 20, 199, 66, 84, 182, 53, 207, 132, 101, 58, 86, 215, 198, 117, 190, 119, 223],
      '0123456789abcdefghjkmnpqrstvwxyz',
    ],
    [[1, 2, 3], '04106'],
  ])('writes %j as %j', (given, text) => {
    expect(base32(bytes(...given))).toBe(text);
  });
});

describe('an API key', () => {
  const id = ApiKeyId.parse('018f0a1b-2c3d-7e4f-8a5b-6c7d8e9f0a1b');
  const random = bytes(...Array.from({ length: 20 }, (_, at) => at * 11));
  const key = makeApiKey(id, random);
  const text = key.text.reveal();

  it('is written for good as it was once', () => {
    expect(text).toBe(
      `tenantry_018f0a1b2c3d7e4f8a5b6c7d8e9f0a1b_${base32(random)}${text.slice(-6)}`,
    );
    expect(text).toMatch(/[0-9a-f]{6}$/);
    expect(parseApiKey(text)?.id).toBe(id);
    expect(parseApiKey(text)?.text.reveal()).toBe(text);
    // Keys that were given out stay good.
    expect(text.slice(-6)).toBe('b313ac');
  });

  it('is known to be mistyped, wherever that is', () => {
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === '7' ? '8' : '7';
      expect(parseApiKey(text.slice(0, at) + other + text.slice(at + 1)), String(at)).toBe(
        undefined,
      );
    }
    for (const wrong of ['', text.slice(1), `x${text}`, `${text}x`, text.slice(0, -1), `${text}\n`])
      expect(parseApiKey(wrong)).toBe(undefined);
  });

  it('has nothing before it or behind it, though the check sum may agree', () => {
    expect(parseApiKey(`9mdle${text}`)).toBe(undefined);
    expect(parseApiKey(`${text}a7alkxxxxxx`)).toBe(undefined);
  });
});

describe('a generated password', () => {
  it('is eight groups of four', () => {
    expect(generatePassword(bytes(...Array.from({ length: 20 }, () => 0xff))).reveal()).toBe(
      Array.from({ length: 8 }, () => 'zzzz').join('-'),
    );
    expect(generatePassword(bytes()).reveal()).toBe('');
    expect(generatePassword(bytes(1, 2, 3)).reveal()).toBe('0410-6');
  });
});

describe('a secret', () => {
  it('shows itself to nobody who does not ask for it', () => {
    const kept = secret('the text');
    expect(kept.reveal()).toBe('the text');
    expect(String(kept)).toBe('[redacted]');
    expect(JSON.stringify({ kept })).toBe('{"kept":"[redacted]"}');
    const inspect: unknown = Reflect.get(kept, Symbol.for('nodejs.util.inspect.custom'));
    expect(typeof inspect === 'function' ? Reflect.apply(inspect, kept, []) : '').toBe(
      '[redacted]',
    );
    expect(Object.isFrozen(kept)).toBe(true);
  });
});

describe('a channel', () => {
  it.each([
    [undefined, 'api'],
    ['', 'api'],
    [' \u00e9', 'api'],
    ['web portal', 'webportal'],
    ['!~', '!~'],
    ['a\u007fb', 'ab'],
    [x(64), x(64)],
    [x(65), x(64)],
  ])('%j is kept as %j', (given, kept) => {
    expect(toChannel(given)).toBe(kept);
  });
});

describe('a moment', () => {
  const now = new Date(1000);

  it('comes later by seconds', () => {
    expect(later(now, 2)).toEqual(new Date(3000));
    expect(later(now, 0)).toEqual(now);
  });

  it.each([
    [1000, 1],
    [0, 1],
    [2000, 1],
    [2001, 2],
    [4000, 3],
  ])('at %i ms is to come in %i seconds', (at, seconds) => {
    expect(secondsUntil(new Date(at), now)).toBe(seconds);
  });
});

describe('a network', () => {
  it.each([
    ['10.0.0.1', { address: '10.0.0.1', version: 4, bits: 32 }],
    ['10.0.0.0/8', { address: '10.0.0.0', version: 4, bits: 8 }],
    ['0.0.0.0/0', { address: '0.0.0.0', version: 4, bits: 0 }],
    ['10.0.0.0/32', { address: '10.0.0.0', version: 4, bits: 32 }],
    ['10.0.0.0/33', undefined],
    ['::1', { address: '::1', version: 6, bits: 128 }],
    ['fe80::/10', { address: 'fe80::', version: 6, bits: 10 }],
    ['::/128', { address: '::', version: 6, bits: 128 }],
    ['::/129', undefined],
    ['::/1000', undefined],
    ['fe80::1%eth0', undefined],
    ['10.0.0.0/', undefined],
    ['10.0.0.0/a', undefined],
    ['/8', undefined],
    ['x10.0.0.1', undefined],
    ['10.0.0.0/8/8', undefined],
    ['10.0.0.0/10.0.0.1', undefined],
    ['/10.0.0.0/8', undefined],
    ['', undefined],
    ['host', undefined],
  ])('%j is %j', (text, network) => {
    expect(networkIn(text)).toEqual(network);
  });
});

describe('a password', () => {
  const rules = { minimum: 8, personal: [], isCommon: () => false };
  const codesOf = (given: unknown, more: Partial<Parameters<typeof parsePassword>[1]> = {}) => {
    const parsed = parsePassword(given, { ...rules, ...more }, ['password']);
    return parsed.ok
      ? parsed.value.reveal()
      : parsed.error.map(({ path, code, message }) => `${path.join('.')}: ${code} ${message}`);
  };
  const short = 'password: tooShort must have at least 8 characters';
  const long = 'password: tooLong must have at most 1024 characters';
  const characters = 'password: characters holds characters that are not allowed';
  const personal = "password: personal must not be the account's own data";
  const common = 'password: common is among the most common passwords';

  it('is what it was, to the last blank', () => {
    for (const good of [x(8), x(1024), ` ${x(8)} `, '\u{1f600}'.repeat(8), 'a\u0301'.repeat(4)])
      expect(codesOf(good)).toBe(good);
  });

  it.each<readonly [unknown, readonly string[]]>([
    [undefined, ['password: required is required']],
    [null, ['password: required is required']],
    [12_345_678, ['password: type is of the wrong type']],
    ['', [short]],
    [x(7), [short]],
    ['\u{1f600}'.repeat(7), [short]],
    [x(1025), [long]],
    [`\0${x(8)}`, [characters]],
    [`\ud800${x(8)}`, [characters]],
    ['\0', [short, characters]],
  ])('%j is none', (given, faults) => {
    expect(codesOf(given)).toEqual(faults);
  });

  it('is not the own data of whoever has it, in any spelling', () => {
    const own = { personal: ['', ' Jane.Doe ', x(2049), '\uff21cme Corp.'] };
    for (const given of ['jane.doe', 'JANE.DOE', ' jane.doe  ', 'acme corp.'])
      expect(codesOf(given, own)).toEqual([personal]);
    expect(codesOf('jane.doe1', own)).toBe('jane.doe1');
    expect(codesOf('         ', own)).toBe('         ');
    // A Turkish capital, which is two characters in lower case.
    const city = { personal: ['\u0130stanbul'] };
    expect(codesOf('i\u0307stanbul', city)).toEqual([personal]);
  });

  it('is compared with own data no longer than a password can be', () => {
    const longest = '\u{1f600}'.repeat(1024);
    expect(codesOf(longest, { personal: [longest] })).toEqual([personal]);
    const padded = { personal: [`jane.doe${' '.repeat(2048)}`] };
    expect(codesOf('jane.doe', padded)).toBe('jane.doe');
  });

  it('is common where the list says so, and not asked about where it is too long', () => {
    const isCommon = () => true;
    expect(codesOf('password', { isCommon })).toEqual([common]);
    expect(codesOf('short', { isCommon })).toEqual([short, common]);
    expect(codesOf(x(1025), { isCommon, personal: [x(1025)] })).toEqual([long]);
    expect(codesOf(x(1024), { personal: [x(1024)] })).toEqual([personal]);
  });

  it('is confirmed by the same text alone', () => {
    const codes = (one: unknown, other: unknown) =>
      confirmationIssues(one, other, ['again']).map(({ path, code }) => [...path, code].join(' '));
    expect(confirmsPassword('a', 'a')).toBe(true);
    expect(confirmsPassword('a', 'A')).toBe(false);
    expect(confirmsPassword(undefined, undefined)).toBe(false);
    expect(codes('a', 'a')).toEqual([]);
    expect(codes('a', 'b')).toEqual(['again mismatch']);
    expect(codes('a', 1)).toEqual(['again mismatch']);
    for (const nothing of [undefined, null])
      expect(codes('a', nothing)).toEqual(['again required']);
  });
});

describe('a mailbox', () => {
  const canonicalOf = (given: string) => EmailAddress.safeParse(given).data?.canonical;
  const local = "a!#$%&'*+/=?^_`{|}~-z0";

  it.each([
    [' Jane.Doe+x@Example.COM ', 'jane.doe+x@example.com'],
    [`${local}@a.test`, `${local}@a.test`],
    [`${x(64)}@a.test`, `${x(64)}@a.test`],
    [`a@${x(63)}.test`, `a@${x(63)}.test`],
    ['a@b\u00fccher.test', 'a@xn--bcher-kva.test'],
    ['a@a-b.test', 'a@a-b.test'],
    ['a@1.a1', 'a@1.a1'],
    ['a@a.1a', 'a@a.1a'],
    ['a@b\u00fc\u00f6.test', 'a@xn--b-1gar.test'],
    // A label has 63 characters at most, of which one may be two units of text.
    [`a@${'\u{20000}'.repeat(40)}.test`, `a@xn--j50i${'a'.repeat(39)}.test`],
    ['a@xn--bcher-kva.test', 'a@xn--bcher-kva.test'],
    ['a@\u00fc.test', 'a@xn--tda.test'],
    ['a@a.\u00fc', 'a@a.xn--tda'],
  ])('%j is compared as %j', (given, canonical) => {
    expect(canonicalOf(given)).toBe(canonical);
    expect(EmailAddress.parse(given).address).toBe(given.trim());
  });

  it.each([
    '',
    '@',
    'a@',
    '@a.test',
    'a.test',
    'a@test',
    'a b@a.test',
    'a@b@a.test',
    '.a@a.test',
    'a.@a.test',
    'a..b@a.test',
    '"a"@a.test',
    'a(b)@a.test',
    'a,b@a.test',
    '\u00e9@a.test',
    `${x(65)}@a.test`,
    `a@${x(64)}.test`,
    'a@.test',
    'a@a..test',
    'a@a.test.',
    'a@-a.test',
    'a@-.test',
    'a@a.-',
    'a@a_b.test',
    'a@a.1',
    'a@a.12',
    'a@1.2.3.4',
    'a@stra\u00dfe.test',
    'a@\u0131.test',
    'a@\ufb01.test',
    `a@${'u\u0308'.repeat(32)}.test`,
    'a@a\u200btest.test',
    'a@a\u00ad.test',
    'a@\uff41.test',
    'a@a\u3002test',
    'a@\u212a.test',
    'a@a.test\u0000',
    `${x(64)}@${Array.from({ length: 4 }, () => x(60)).join('.')}`,
  ])('%j is none', (given) => {
    const parsed = EmailAddress.safeParse(given);
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
      'format: must be an e-mail address such as jane@example.com',
    ]);
  });

  it('has 254 octets at most', () => {
    const domain = [x(63), x(63), x(61)].join('.');
    const longest = `${x(64)}@${domain}`;
    expect(longest).toHaveLength(254);
    expect(canonicalOf(longest)).toBe(longest);
    expect(canonicalOf(`${x(64)}@${domain}x`)).toBe(undefined);
  });

  it('has a domain of 255 characters at most, as it is given', () => {
    const labels = (count: number): string => 'u\u0308'.repeat(count);
    const longest = `a@${`${labels(29)}.`.repeat(4)}${labels(7)}.test`;
    expect(longest).toHaveLength(255 + 2);
    const mapped = `xn--td${'a'.repeat(29)}`;
    expect(canonicalOf(longest)).toBe(`a@${`${mapped}.`.repeat(4)}xn--tdaaaaaaa.test`);
    expect(canonicalOf(longest.replace('.test', 'a.test'))).toBe(undefined);
  });

  it('goes onto the wire in ASCII, as given where it can', () => {
    expect(asciiAddress(EmailAddress.parse('Jane@Example.com'))).toBe('Jane@Example.com');
    expect(asciiAddress(EmailAddress.parse('Jane@B\u00fccher.test'))).toBe(
      'Jane@xn--bcher-kva.test',
    );
    expect(localPart(EmailAddress.parse('Jane.Doe@Example.com'))).toBe('Jane.Doe');
  });
});
