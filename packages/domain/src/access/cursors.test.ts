import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursors } from './cursors.ts';

/** Stands for HMAC: a text that nobody makes who does not know the secret. */
const sealedBy = (...secrets: readonly [string, ...string[]]) => {
  const [first, ...others] = secrets;
  const seal = (secret: string, message: string) =>
    Array.from(`${secret}${message}`, (letter) => letter.charCodeAt(0).toString(36)).join('');
  return cursors({
    derive: (_, message) => [seal(first, message), ...others.map((one) => seal(one, message))],
    digest: (text) => text,
  });
};

const { write, read } = sealedBy('one');
const after = fc.oneof(fc.integer(), fc.string({ maxLength: 40 }));

describe('a cursor', () => {
  it('is read as what it was written for, in the list that it is of', () => {
    fc.assert(
      fc.property(fc.string(), after, (list, last) => {
        expect(read(list, write(list, last))).toBe(last);
      }),
    );
  });

  it('is none of another list, nor of another secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), after, (list, other, last) => {
        fc.pre(list !== other);
        expect(read(other, write(list, last))).toBeUndefined();
        expect(sealedBy('two').read(list, write(list, last))).toBeUndefined();
        expect(sealedBy('two', 'one').read(list, write(list, last))).toBe(last);
      }),
    );
  });

  it('is none once any of its characters has changed', () => {
    const text = write('list', 'last');
    for (let at = 0; at < text.length; at += 1)
      expect(read('list', `${text.slice(0, at)}~${text.slice(at + 1)}`)).toBeUndefined();
  });

  it.each(['', '.', 'n', 'n1', '.seal', 'n1.', 'x'.repeat(2000)])('is not %j', (text) => {
    expect(read('list', text)).toBeUndefined();
  });
});
