import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPool } from './random.ts';

const lengths = fc.array(fc.nat(5000), { minLength: 1, maxLength: 40 });

describe('a pool of random bytes', () => {
  it('gives as many as are asked for, each its own', () => {
    fc.assert(
      fc.property(lengths, (asked) => {
        const random = randomPool();
        const given = asked.map((length) => random(length));
        expect(given.map(({ length }) => length)).toEqual(asked);
        expect(new Set(given.map(({ buffer }) => buffer)).size).toBe(given.length);
      }),
    );
  });

  it('gives none of them twice, and no zeros in their place', () => {
    const random = randomPool();
    const given = Array.from({ length: 2000 }, () => Buffer.from(random(16)).toString('hex'));
    expect(new Set(given).size).toBe(given.length);
    for (const one of given) expect(one).not.toMatch(/(?:00){8}/);
  });

  it('keeps nothing of what it gave', () => {
    const random = randomPool();
    const first = random(16);
    const kept = first.slice();
    first.fill(0);
    expect(random(16)).not.toEqual(kept);
    expect(first).toEqual(new Uint8Array(16));
  });
});
