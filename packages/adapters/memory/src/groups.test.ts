import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groups } from './groups.ts';

const additions = fc.uniqueArray(fc.nat({ max: 50 }), { maxLength: 20 });
const ascending = (a: number, b: number): number => a - b;

describe('groups', () => {
  it('hold their entries in order, through every layer', () => {
    fc.assert(
      fc.property(additions, additions, fc.option(fc.nat({ max: 50 })), (first, second, cursor) => {
        const lowest = groups<string, number>();
        const layer = groups(lowest);
        const fresh = second.filter((entry) => !first.includes(entry));
        for (const entry of first) lowest.add('a', entry);
        for (const entry of fresh) layer.add('a', entry);
        const after = cursor ?? undefined;
        const isAfter = (entry: number) => after === undefined || entry > after;
        const below = first.filter(isAfter).toSorted(ascending);
        const all = [...first, ...fresh].filter(isAfter).toSorted(ascending);
        expect(lowest.after('a', after)).toEqual(below);
        expect(layer.after('a', after)).toEqual(all);
        expect(layer.after('b', after)).toEqual([]);
        layer.commit();
        expect(lowest.after('a', after)).toEqual(all);
      }),
    );
  });
});
