import { availableParallelism, cpus, totalmem } from 'node:os';
import { type Bar, isHeld, median, type Pair, type Row, ratioOf } from './row.ts';

/** What came of one row. */
export interface Result extends Row {
  readonly outcome: Pair | { readonly fault: string };
}

/** As `--json` prints it. A row that could not be measured has no ratio and does not hold. */
export interface Line {
  readonly name: string;
  readonly ratio: number | null;
  readonly bar: string | null;
  readonly holds: boolean;
  readonly against: string;
  readonly unit?: string;
  readonly ours?: number;
  readonly theirs?: number;
  readonly fault?: string;
}

export const lineOf = ({ name, against, bar, outcome }: Result): Line => {
  const asked = { name, against, bar: bar === undefined ? null : barText(bar) };
  if ('fault' in outcome) return { ...asked, ratio: null, holds: false, fault: outcome.fault };
  const ratio = ratioOf(outcome);
  return {
    ...asked,
    ratio: rounded(ratio),
    holds: isHeld(bar, ratio),
    unit: outcome.unit,
    ours: rounded(median(outcome.ours)),
    theirs: rounded(median(outcome.theirs)),
  };
};

const barText = (bar: Bar): string => ('atLeast' in bar ? `>= ${bar.atLeast}` : `<= ${bar.atMost}`);

const rounded = (figure: number): number => Number(figure.toPrecision(3));

/** A line of the table in README.md, and of what is printed. */
export const tableLine = (line: Line): string => {
  const { name, against, ratio, bar, holds, unit, ours, theirs, fault } = line;
  const verdict = bar === null && fault === undefined ? 'reported' : holds ? 'holds' : 'FAILS';
  const [complaint] = fault?.split('\n') ?? [];
  const seen = complaint ?? `${ours} ${unit}, beside ${theirs}`;
  return cells([name, against, ratio ?? '-', bar ?? '-', verdict, seen]);
};

const cells = (texts: readonly (string | number)[]): string => `| ${texts.join(' | ')} |`;

export const tableHead = [
  cells(['what', 'beside', 'ratio', 'bar', '', 'medians']),
  '|---|---|---:|---|---|---|',
].join('\n');

/** What the figures were measured on. */
export const machine = (): string => {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${model}), ${memory} GiB, ${process.platform}, Node.js ${process.versions.node}`;
};
