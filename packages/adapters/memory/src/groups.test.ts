import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Groups, groups } from './groups.ts';

/** An entry that is put in where it is not, and taken out where it is. */
const turns = fc.array(fc.nat({ max: 12 }), { maxLength: 40 });
const ascending = (a: number, b: number): number => a - b;

const apply = (to: Groups<string, number>, model: Set<number>, turned: readonly number[]) => {
  for (const entry of turned)
    if (model.delete(entry)) to.remove('a', entry);
    else {
      model.add(entry);
      to.add('a', entry);
    }
};

describe('groups', () => {
  it('hold their entries in order, through every layer', () => {
    fc.assert(
      fc.property(turns, turns, fc.option(fc.nat({ max: 12 })), (first, second, cursor) => {
        const lowest = groups<string, number>();
        const layer = groups(lowest);
        const after = cursor ?? undefined;
        const expected = (model: ReadonlySet<number>) =>
          [...model].filter((entry) => after === undefined || entry > after).toSorted(ascending);
        const model = new Set<number>();
        apply(lowest, model, first);
        const below = expected(model);
        apply(layer, model, second);
        expect(lowest.after('a', after)).toEqual(below);
        expect(layer.after('a', after)).toEqual(expected(model));
        expect(layer.after('b', after)).toEqual([]);
        for (const count of [1, 4, 20])
          expect(layer.first('a', count, after)).toEqual(layer.after('a', after).slice(0, count));
        layer.commit();
        expect(lowest.after('a', after)).toEqual(expected(model));
      }),
    );
  });

  it('show what stood when they were pinned, whatever is committed below', () => {
    fc.assert(
      fc.property(fc.array(turns, { maxLength: 5 }), (commits) => {
        const lowest = groups<string, number>();
        const model = new Set<number>();
        const pinned = commits.map((turned) => {
          const moment = groups(lowest);
          moment.pin();
          const stood = [...model].toSorted(ascending);
          const layer = groups(lowest);
          apply(layer, model, turned);
          layer.commit();
          return { moment, stood };
        });
        for (const { moment, stood } of pinned) {
          expect(moment.after('a')).toEqual(stood);
          for (const count of [1, 4, 20])
            expect(moment.first('a', count)).toEqual(stood.slice(0, count));
          moment.unpin();
        }
        expect(lowest.pins.size).toBe(0);
      }),
    );
  });
});
