import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursors } from './cursors.ts';

/** Stands for a cipher: what it has sealed it knows again, under the same salt. */
const { write, read } = cursors(
  (() => {
    const sealed: (readonly [purpose: string, salt: string, text: string])[] = [];
    return {
      seal: (...what) => `sealed ${sealed.push(what) - 1}`,
      unseal: (purpose, salt, given) => {
        const [its, own, text] = sealed[Number(/^sealed ([0-9]+)$/.exec(given)?.[1])] ?? [];
        return its === purpose && own === salt ? text : undefined;
      },
    };
  })(),
);
const after = fc.oneof(fc.integer(), fc.string({ maxLength: 40 }));

describe('a cursor', () => {
  it('is read as what it was written for, in the list that it is of and in no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), after, (list, other, last) => {
        fc.pre(list !== other);
        expect(read(list, write(list, last))).toBe(last);
        expect(read(other, write(list, last))).toBeUndefined();
      }),
    );
  });

  it.each(['', '.', 'sealed', 'x'.repeat(2000)])('is not %j', (text) => {
    expect(read('list', text)).toBeUndefined();
  });

  it('is looked at where it is not too long to be one, and says a text or a number', () => {
    const saying = (text: string) => cursors({ seal: () => '', unseal: () => text });
    expect(saying('5').read('list', 'x'.repeat(1000))).toBe(5);
    expect(saying('5').read('list', 'x'.repeat(1001))).toBeUndefined();
    expect(saying('"a"').read('list', 'x')).toBe('a');
    for (const other of ['true', 'null', '[5]', '{}'])
      expect(saying(other).read('list', 'x')).toBeUndefined();
  });
});
