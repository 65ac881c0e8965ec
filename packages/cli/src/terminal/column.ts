import type { Role } from './paint.ts';

/** One thing that a list tells of each row. */
export interface Column<Row> {
  /** What stands above it on a terminal. */
  readonly title: string;
  readonly of: (row: Row) => string | number | Date | undefined;
  /** 1 is what a row is named by, and always shown whole; the highest gives way first. */
  readonly rank: number;
  /** Whether it may be shortened before it is left out. Never so for what somebody copies. */
  readonly mayBeCut?: true;
  readonly role?: (row: Row) => Role | undefined;
}

/** Takes the rows of a list one by one. */
export interface Lister<Row> {
  row(row: Row): void;
  /** Shows what still waits to be shown: what is next may take its time, or never come. */
  pause(): void;
  /** Shows the rest. */
  end(): void;
}
