import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rememberedMatches } from './remembered-matches.ts';

const stopped = () => {
  let now = 5000;
  return {
    elapsed: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

describe('remembered matches', () => {
  it('are of that password and that hash, and of no others that read alike when joined', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\\', '\0', '\ud800', '\ufffd'),
    });
    fc.assert(
      fc.property(text, text, text, text, (password, hash, other, another) => {
        const matches = rememberedMatches();
        expect(matches.has(password, hash)).toBe(false);
        matches.add(password, hash);
        expect(matches.has(password, hash)).toBe(true);
        expect(matches.has(other, another)).toBe(other === password && another === hash);
        expect(matches.has(password + other, hash)).toBe(other === '');
        expect(matches.has(hash, password)).toBe(hash === password);
      }),
    );
  });

  it('are forgotten after a minute, however often they are asked for', () => {
    const clock = stopped();
    const matches = rememberedMatches({ elapsed: clock.elapsed });
    matches.add('password', 'hash');
    clock.advance(30_000);
    expect(matches.has('password', 'hash')).toBe(true);
    clock.advance(29_999);
    expect(matches.has('password', 'hash')).toBe(true);
    clock.advance(1);
    expect(matches.has('password', 'hash')).toBe(false);
  });

  it('last a minute from the latest verification on', () => {
    const clock = stopped();
    const matches = rememberedMatches({ elapsed: clock.elapsed });
    matches.add('password', 'hash');
    clock.advance(59_000);
    matches.add('password', 'hash');
    clock.advance(59_000);
    expect(matches.has('password', 'hash')).toBe(true);
    clock.advance(1000);
    expect(matches.has('password', 'hash')).toBe(false);
  });

  it('make room for what is new, the oldest first', () => {
    const { elapsed } = stopped();
    const matches = rememberedMatches({ most: 2, elapsed });
    const known = () => ['a', 'b', 'c'].filter((password) => matches.has(password, 'hash'));
    matches.add('a', 'hash');
    matches.add('b', 'hash');
    expect(known()).toEqual(['a', 'b']);
    matches.add('a', 'hash');
    matches.add('c', 'hash');
    expect(known()).toEqual(['a', 'c']);
  });

  it('are nobody else’s', () => {
    rememberedMatches().add('password', 'hash');
    expect(rememberedMatches().has('password', 'hash')).toBe(false);
  });

  it('stay as many as is said, by the clock of the process', () => {
    const matches = rememberedMatches();
    for (let at = 0; at <= 10_000; at++) matches.add(`${at}`, 'hash');
    expect(['0', '1', '10000'].map((password) => matches.has(password, 'hash'))).toEqual([
      false,
      true,
      true,
    ]);
  });
});
