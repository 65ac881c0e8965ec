/** What decides how a column gives way. */
export interface Giving {
  readonly rank: number;
  readonly mayBeCut?: true;
}

/** A column that is shortened still has so many characters. */
const least = 12;

/**
 * How wide each column is where all of them are to fit into a width with a gap between two; 0 for
 * one that is left out. Those of the highest rank give way first: what may be cut is, and where that
 * is not enough, a whole column goes. Rank 1 stays as wide as it needs to be.
 */
export const fitted = (
  columns: readonly Giving[],
  natural: readonly number[],
  width: number,
  gap: number,
): readonly number[] => {
  const byRank = columns.map(({ rank }, at) => ({ rank, at })).toSorted((a, b) => b.rank - a.rank);
  const gone = new Set<number>();
  for (;;) {
    const widths = natural.map((own, at) => (gone.has(at) ? 0 : own));
    const shown = widths.filter((own) => own > 0).length;
    let over = widths.reduce((sum, own) => sum + own, gap * Math.max(0, shown - 1)) - width;
    for (const { at } of byRank) {
      const own = widths[at] ?? 0;
      if (over <= 0 || columns[at]?.mayBeCut !== true || own <= least) continue;
      const given = Math.min(over, own - least);
      widths[at] = own - given;
      over -= given;
    }
    const next = byRank.find(({ rank, at }) => rank > 1 && !gone.has(at));
    if (over <= 0 || next === undefined) return widths;
    gone.add(next.at);
  }
};
