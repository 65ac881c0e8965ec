import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brief, isHeld, median, ratioOf, whole } from '../../bench/row.ts';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 2], 2],
    [[10, 9, 1], 9],
    [[4, 1, 3, 2], 2.5],
    [[5, 1, 1000, 3, 2], 3],
  ])('of %j is %d', (figures, expected) => {
    expect(median(figures)).toBe(expected);
  });

  it('has as many figures above it as below, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (figures) => {
        const middle = median(figures);
        const below = figures.filter((figure) => figure < middle).length;
        const above = figures.filter((figure) => figure > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(figures.length / 2);
        expect(median(figures.toReversed())).toBe(middle);
      }),
    );
  });

  it('of nothing is a fault: what was not measured is no figure', () => {
    expect(() => median([])).toThrow('nothing was measured');
  });
});

describe('a ratio', () => {
  it('is of the two medians, which one odd round does not move', () => {
    expect(ratioOf({ unit: 'x', ours: [3, 900, 3], theirs: [2, 2, 0] })).toBe(1.5);
  });

  it('of something to nothing holds to no bar, nor to none', () => {
    const ratio = ratioOf({ unit: 'x', ours: [3], theirs: [0] });
    expect(isHeld({ atLeast: 1 }, ratio)).toBe(false);
    expect(isHeld(undefined, ratio)).toBe(false);
    expect(isHeld({ atMost: 1 }, Number.NaN)).toBe(false);
  });
});

describe('a bar', () => {
  it.each([
    [{ atLeast: 1.5 }, 1.5, true],
    [{ atLeast: 1.5 }, 1.499, false],
    [{ atLeast: 1.5 }, 40, true],
    [{ atMost: 4 }, 4, true],
    [{ atMost: 4 }, 4.001, false],
    [{ atMost: 4 }, 0, true],
  ])('of %j for %d: %s', (bar, ratio, expected) => {
    expect(isHeld(bar, ratio)).toBe(expected);
  });

  it('that there is none of is held by every figure', () => {
    expect(isHeld(undefined, 0.001)).toBe(true);
  });
});

describe('how much is done', () => {
  it('whole: all of it, five times or more', () => {
    expect(whole.some(3000)).toBe(3000);
    expect(whole.rounds).toBeGreaterThanOrEqual(5);
  });

  it('in brief: a little, and never nothing', () => {
    expect([1, 99, 100, 3000].map(brief.some)).toEqual([1, 1, 1, 30]);
    expect(brief.rounds).toBe(1);
  });
});
