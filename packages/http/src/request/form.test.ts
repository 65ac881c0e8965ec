import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formText, queryOf, readForm } from './form.ts';

const read = (text: string, names: readonly string[] = ['a', 'b']) => {
  const form = readForm(text, names);
  if (!form.ok) return { faults: [`the whole ${form.error.code}`] };
  const { fields, issues } = form.value;
  return {
    fields: Object.fromEntries(fields),
    faults: issues.map((i) => `${i.path.join('.')} ${i.code}`),
  };
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a form', () => {
  it.each([
    ['', {}],
    ['&&', {}],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a==&b=c=d', { a: '=', b: 'c=d' }],
    ['a=x+y%20z%2B', { a: 'x y z+' }],
    ['%61=1', { a: '1' }],
    ['a=%C3%BC\u00fc', { a: '\u00fc\u00fc' }],
    ['a=%00', { a: '\u0000' }],
    ['c=1&__proto__=2&toString=3', {}],
    ['A=1', {}],
  ])('%s is read', (text, fields) => {
    expect(read(text)).toEqual({ fields, faults: [] });
  });

  it.each([
    ['a=1&a=1', ['a duplicate']],
    ['a=1&%61=2&a=3', ['a duplicate']],
    ['a=%', ['a format']],
    ['a=%zz', ['a format']],
    ['a=%ff', ['a format']],
    ['a=%ed%a0%80', ['a format']],
    ['a=%c0%af', ['a format']],
    ['b=%&a=%ff', ['b format', 'a format']],
    ['a=%&a=%', ['a format', 'a duplicate']],
    ['a=1&a=%', ['a duplicate']],
  ])('%s has faults', (text, faults) => {
    expect(read(text).faults).toEqual(faults);
  });

  it.each(['c=1&c=2', 'c=%ff', '%ff=1', '%=1&%=2', '%zz', '%4', 'a%', 'a%6', '%61%62'])(
    'ignores what nobody asked for, and its faults: %s',
    (text) => {
      expect(read(text)).toEqual({ fields: {}, faults: [] });
    },
  );

  it('may have a hundred pairs, and one more is a fault of the whole', () => {
    const others = (count: number) => '&c=3'.repeat(count);
    expect(read(`a=1${others(98)}&b=2`)).toEqual({ fields: { a: '1', b: '2' }, faults: [] });
    for (const more of [`a=1&b=2${others(99)}`, '&'.repeat(100), '%zz&'.repeat(262_000)])
      expect(read(more)).toEqual({ faults: ['the whole tooMany'] });
  });

  it.each([
    ['one that nobody asked for', '%zz'],
    ['one without end', 'a'.repeat(100_000)],
    ['one that ends in one that was asked for', `${'%61'.repeat(20_000)}=1`],
    ['one that was asked for, again and again', 'a=%zz'],
    ['another in the same letters', '%C3%A4=%zz'],
  ])('decodes each field once that was asked for, and nothing for a name: %s', (_, pair) => {
    const decode = vi.spyOn(globalThis, 'decodeURIComponent');
    read(Array<string>(100).fill(pair).join('&'));
    expect(decode.mock.calls.length).toBeLessThanOrEqual(1);
    decode.mockClear();
    read(`${pair}&`.repeat(101));
    expect(decode).not.toHaveBeenCalled();
  });

  it('is read as it was written, whatever is in it', () => {
    const texts = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const written = new URLSearchParams({ a, b }).toString();
        expect(read(written)).toEqual({ fields: { a, b }, faults: [] });
      }),
    );
  });

  it('that came as a body is UTF-8', () => {
    const text = 'a=\u00fc&b=%20';
    expect(formText(new TextEncoder().encode(text))).toEqual({ ok: true, value: text });
    expect(formText(new Uint8Array([0x61, 0x3d, 0xff]))).toMatchObject({
      ok: false,
      error: { path: [], code: 'characters' },
    });
  });

  it('is the query of a request', () => {
    expect(queryOf(new Request('http://host/?a=1&b=%C3%BC#c'))).toBe('a=1&b=%C3%BC');
    expect(queryOf(new Request('http://host/'))).toBe('');
  });
});
