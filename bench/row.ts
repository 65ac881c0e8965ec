/** One line of the table: what is measured, beside what, and what the ratio of the two must be. */
export interface Row {
  readonly name: string;
  readonly against: string;
  /** Without one the ratio is reported alone. */
  readonly bar?: Bar;
}

export type Bar = { readonly atLeast: number } | { readonly atMost: number };

/** What was seen of both, a figure for each round, in the same unit. */
export interface Pair {
  readonly unit: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/** Rows that are measured in the same run. */
export interface Comparison<Name extends string = string> {
  readonly rows: Readonly<Record<Name, Row>>;
  /** Throws where it cannot be measured here, saying why. */
  readonly measure: (extent: Extent) => Promise<Readonly<Record<Name, Pair>>>;
}

/** How much is done; less of it shows that all of it runs, and says nothing of speed. */
export interface Extent {
  /** How often each side of a pair is measured. */
  readonly rounds: number;
  /** Of a number of things or milliseconds, as many as are wanted: at least one. */
  readonly some: (all: number) => number;
}

export const whole: Extent = { rounds: 5, some: (all) => all };
export const brief: Extent = { rounds: 1, some: (all) => Math.ceil(all / 100) };

export const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)];
  const lower = sorted[Math.ceil(half) - 1];
  if (upper === undefined || lower === undefined) throw new Error('nothing was measured');
  return (lower + upper) / 2;
};

/** The median of ours over the median of theirs. */
export const ratioOf = ({ ours, theirs }: Pair): number => median(ours) / median(theirs);

export const isHeld = (bar: Bar | undefined, ratio: number): boolean => {
  if (!Number.isFinite(ratio)) return false;
  if (bar === undefined) return true;
  return 'atLeast' in bar ? ratio >= bar.atLeast : ratio <= bar.atMost;
};
