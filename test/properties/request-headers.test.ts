import { IdempotencyKey, toChannel } from '@tenantry/domain';
import { accepts, anyTexts, channels, idempotencyKeys, parserOf } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const parse = parserOf(IdempotencyKey);

const codesOf = (given: unknown): readonly string[] => {
  const parsed = parse(given);
  return parsed.ok ? [] : parsed.error.map(({ code }) => code);
};

/** RFC 9651, 4.1.6: how a string stands in a structured field. */
const quoted = (key: string): string => `"${key.replace(/["\\]/g, '\\$&')}"`;

describe('an idempotency key', () => {
  it('is taken bare, and kept', () => {
    fc.assert(accepts(parse, idempotencyKeys(), (value, given) => value === given));
  });

  it('is the same key quoted', () => {
    fc.assert(
      fc.property(idempotencyKeys(), (key) => {
        expect(IdempotencyKey.parse(quoted(key))).toBe(key);
      }),
      { numRuns: 300 },
    );
    expect(IdempotencyKey.parse('"a\\"b\\\\"')).toBe('a"b\\');
  });

  it.each([
    ['k'.repeat(255), []],
    [quoted('k'.repeat(255)), []],
    ['k'.repeat(256), ['tooLong']],
    [quoted('k'.repeat(256)), ['tooLong']],
    ['', ['tooShort']],
    ['""', ['tooShort']],
    ['a b', ['characters']],
    ['"a b"', ['characters']],
    [' a', ['characters']],
    ['k\u00e9y', ['characters']],
    ['k\0', ['characters']],
    ['a\r\nb', ['characters']],
    ['1, 2', ['characters']],
    [undefined, ['required']],
    [null, ['required']],
    [1, ['type']],
  ])('%j: %j', (given, codes) => {
    expect(codesOf(given)).toEqual(codes);
  });

  it('holds visible ASCII and nothing else', () => {
    fc.assert(
      fc.property(anyTexts({ minLength: 1, maxLength: 20 }), (text) => {
        const parsed = IdempotencyKey.safeParse(text);
        if (parsed.success) expect(parsed.data).toMatch(/^[\x21-\x7e]{1,255}$/);
        else expect(text).not.toMatch(/^[\x23-\x5b\x5d-\x7e]+$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a channel', () => {
  it('is made of any text: at most 64 visible characters of ASCII, in their order', () => {
    fc.assert(
      fc.property(channels(), (given) => {
        const channel = toChannel(given);
        expect(channel).toMatch(/^[\x21-\x7e]{1,64}$/);
        expect(toChannel(channel)).toBe(channel);
        const visible = [...given].filter((character) => /^[\x21-\x7e]$/.test(character)).join('');
        expect(channel).toBe(visible === '' ? 'api' : visible.slice(0, 64));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is api where nothing is said', () => {
    for (const given of [undefined, '', ' ', '\u{1f600}', '\0\r\n'])
      expect(toChannel(given)).toBe('api');
  });

  it('is cut after 64, wherever that is', () => {
    expect(toChannel('x'.repeat(64))).toHaveLength(64);
    expect(toChannel('x'.repeat(65))).toHaveLength(64);
    expect(toChannel(`${'x'.repeat(63)}\u{1f600}yz`)).toBe(`${'x'.repeat(63)}y`);
  });
});
