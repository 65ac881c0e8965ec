import {
  AccountName,
  AppName,
  BillingId,
  CompanyName,
  comparable,
  PersonName,
  Reference,
  UserName,
  userNameKey,
} from '@tenantry/domain';
import {
  accepts,
  faultyTexts,
  idempotentParse,
  type Parser,
  parserOf,
  refuses,
  texts,
  trimmedTexts,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const values: readonly { name: string; parse: Parser<string>; maxLength: number }[] = [
  { name: 'AccountName', parse: parserOf(AccountName), maxLength: 255 },
  { name: 'PersonName', parse: parserOf(PersonName), maxLength: 255 },
  { name: 'CompanyName', parse: parserOf(CompanyName), maxLength: 255 },
  { name: 'UserName', parse: parserOf(UserName), maxLength: 255 },
  { name: 'AppName', parse: parserOf(AppName), maxLength: 255 },
  { name: 'Reference', parse: parserOf(Reference), maxLength: 255 },
  { name: 'BillingId', parse: parserOf(BillingId), maxLength: 50 },
];

const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
  (character) => /\p{Cc}/u.test(character),
);

const halves = Array.from({ length: 0x800 }, (_, at) => String.fromCharCode(0xd800 + at));

describe.each(values)('$name', ({ parse, maxLength }) => {
  const codesFor = (input: unknown) => {
    const parsed = parse(input);
    return parsed.ok ? [] : parsed.error.map(({ code }) => code);
  };

  it('takes every valid text, trimmed and else unchanged', () => {
    fc.assert(accepts(parse, texts({ maxLength }), (value, given) => value === given.trim()));
  });

  it('keeps what it has taken', () => {
    fc.assert(idempotentParse(parse, texts({ maxLength }), (value) => value));
  });

  it('refuses every faulty text and says why', () => {
    fc.assert(refuses(parse, faultyTexts({ maxLength })), { numRuns: 200 });
  });

  it.each(['x', '\u{1f600}', '\u0301', '\u05d0', '\ufdfa'])(
    'counts code points: %j as often as it may stand, and once more',
    (character) => {
      expect(codesFor(character.repeat(maxLength))).toEqual([]);
      expect(codesFor(` ${character.repeat(maxLength)}\n`)).toEqual([]);
      expect(codesFor(character.repeat(maxLength + 1))).toEqual(['tooLong']);
    },
  );
});

describe('what no text may hold', () => {
  const parse = parserOf(AccountName);

  it('there are 65 control characters and 2,048 halves', () => {
    expect(controls).toHaveLength(65);
    expect(halves).toHaveLength(2048);
  });

  it.each(['a\u0000b', 'ab\u0000', '\u0000ab'])('NUL: %j', (text) => {
    expect(parse(text)).toMatchObject({ ok: false, error: [{ code: 'characters' }] });
  });

  it('refuses each of them at every place, but for blanks that trimming takes away', () => {
    for (const bad of [...controls, ...halves])
      for (const at of [0, 1, 2, 3]) {
        const text = `${'abc'.slice(0, at)}${bad}${'abc'.slice(at)}`;
        const parsed = parse(text);
        if (text.trim() === 'abc') expect(parsed).toEqual({ ok: true, value: 'abc' });
        else expect(parsed.ok || parsed.error.map(({ code }) => code)).toEqual(['characters']);
      }
  });

  it('takes whole characters whose halves it refuses', () => {
    expect(parse('\ud83d\ude00').ok).toBe(true);
    expect(parse('\ude00\ud83d').ok).toBe(false);
  });
});

describe('comparison', () => {
  it('is blind to how a character is composed', () => {
    fc.assert(
      fc.property(texts(), (text) => {
        expect(comparable(text.normalize('NFD'))).toBe(comparable(text));
        expect(comparable(comparable(text))).toBe(comparable(text));
      }),
    );
  });

  it('of user names is blind to letter case besides', () => {
    fc.assert(
      fc.property(trimmedTexts({ maxLength: 20 }), (name) => {
        const key = userNameKey(name);
        expect(userNameKey(key)).toBe(key);
        expect(userNameKey(name.toLowerCase())).toBe(key);
        expect(userNameKey(name.normalize('NFD'))).toBe(key);
      }),
      { numRuns: 500 },
    );
    expect(userNameKey('JOS\u00c9')).toBe(userNameKey('jose\u0301'));
  });
});
