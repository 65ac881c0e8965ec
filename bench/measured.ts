import { type Line, lineOf } from './report.ts';
import type { Comparison, Extent, Pair } from './row.ts';

/** Measures one comparison; what it throws is said in each of its rows. */
export const measured = async (
  { rows, measure }: Comparison,
  extent: Extent,
): Promise<readonly Line[]> => {
  const outcomes = await measure(extent).catch((fault: unknown) => String(fault));
  return Object.entries(rows).map(([name, row]) => {
    const fault = typeof outcomes === 'string' ? outcomes : 'was not measured';
    const outcome = typeof outcomes === 'string' ? undefined : outcomes[name];
    return lineOf({ ...row, outcome: hasFigures(outcome) ? outcome : { fault } });
  });
};

const hasFigures = (pair: Pair | undefined): pair is Pair =>
  pair !== undefined && pair.ours.length > 0 && pair.theirs.length > 0;
