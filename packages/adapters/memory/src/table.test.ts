import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Table, table } from './table.ts';

type Change = readonly [key: number, row: string | undefined];

const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.tuple(fc.nat({ max: 5 }), fc.option(fc.string(), { nil: undefined })),
);

const apply = (rows: Pick<Table<number, string>, 'set' | 'delete'>, made: readonly Change[]) => {
  for (const [key, row] of made)
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
};

const contents = (rows: Table<number, string>) => new Map(rows.entries());

describe('a table', () => {
  it('shows a layer over what is below, and takes it in when it is committed', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const below = table<number, string>();
        const layer = table(below);
        const expected = new Map<number, string>();
        apply(below, first);
        apply(expected, first);
        const before = new Map(expected);
        apply(layer, second);
        apply(expected, second);
        expect(contents(layer)).toEqual(expected);
        for (let key = 0; key <= 5; key++) expect(layer.get(key)).toBe(expected.get(key));
        expect(contents(below)).toEqual(before);
        layer.commit();
        expect(contents(below)).toEqual(expected);
      }),
    );
  });

  it('shows what stood when it was pinned, whatever is committed below', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 5 }), (commits) => {
        const below = table<number, string>();
        const pinned = commits.map((made) => {
          const moment = table(below);
          moment.pin();
          const stood = contents(below);
          const layer = table(below);
          apply(layer, made);
          layer.commit();
          return { moment, stood };
        });
        for (const { moment, stood } of pinned) {
          expect(contents(moment)).toEqual(stood);
          for (let key = 0; key <= 5; key++) expect(moment.get(key)).toBe(stood.get(key));
          moment.unpin();
        }
        expect(below.pins.size).toBe(0);
      }),
    );
  });
});
