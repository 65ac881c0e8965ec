import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from './parsed-body.ts';

const json = { type: 'application/JSON; charset=utf-8', length: undefined };
const form = { type: 'application/x-www-form-urlencoded', length: undefined };
const xml = { type: 'application/xml', length: undefined };

const textOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && new TextDecoder('utf-8', { fatal: true }).decode(bytes);

const certain = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\ufffd'));
const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('a body that was parsed', () => {
  it('is JSON of the same value again', () => {
    const leaves = [certain, fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fraction];
    const value = fc.anything({ key: certain, values: leaves, withNullPrototype: true });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 3 }), (parsed) => {
        expect(textOf(bytesOf(parsed, json))).toBe(JSON.stringify(parsed));
      }),
    );
  });

  it('is a form of the same fields again', () => {
    const fields = fc.dictionary(certain, certain, { noNullPrototype: false });
    fc.assert(
      fc.property(fields, (parsed) => {
        const pairs = [...new URLSearchParams(textOf(bytesOf(parsed, form)))];
        expect(pairs).toEqual(Object.entries(parsed));
      }),
    );
    expect(textOf(bytesOf({ a: ['1', '2'], b: '+ %&=' }, form))).toBe('a=1&a=2&b=%2B%20%25%26%3D');
  });

  it('is the text or the bytes that it was left as', () => {
    fc.assert(
      fc.property(certain, (text) => {
        const length = Buffer.byteLength(text);
        expect(textOf(bytesOf(text, { ...xml, length }))).toBe(text);
        expect(textOf(bytesOf(Buffer.from(text), { ...xml, length }))).toBe(text);
      }),
    );
    expect(bytesOf({}, { ...json, length: 0 })).toHaveLength(0);
  });

  const circle: unknown[] = [];
  circle.push(circle);
  let deep: unknown = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];

  it.each([
    ['nothing', undefined, json],
    ['a number that was cut', { a: 2 ** 53 }, json],
    ['a number that was too large', { a: Number.POSITIVE_INFINITY }, json],
    ['no number', { a: Number.NaN }, json],
    ['a zero that may have been another', [-0], json],
    ['a date', { a: new Date() }, json],
    ['a map', new Map([['a', 1]]), json],
    ['a function', { a: () => 1 }, json],
    ['a large integer', { a: 1n }, json],
    ['a circle', circle, json],
    ['what is deeper than a stack', deep, json],
    ['letters for bytes that were none', { '\ufffd': 1 }, json],
    ['a JSON text of another length', '{"a":1}', { ...json, length: 11 }],
    ['a text that has lost bytes', 'a\ufffd', xml],
    ['half of a letter', 'a\ud800', xml],
    ['an object of another type', { a: 1 }, xml],
    ['fields within fields', { a: { b: '1' } }, form],
    ['a list of one', { a: ['1'] }, form],
    ['lists in lists', { a: [['1'], ['2']] }, form],
    ['a number in a form', { a: 1 }, form],
    ['half of a letter in a form', { a: '\udfff' }, form],
    ['a list for a form', ['1'], form],
  ])('is not guessed: %s', (_, parsed, declared) => {
    expect(bytesOf(parsed, declared)).toBeUndefined();
  });
});
