import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import type { Flavour } from './flavour.ts';
import type { MigrationOptions } from './migrations.ts';
import { instant } from './rows.ts';
import { asking } from './verify/ask.ts';

/** How many rows are counted of each table at most: what matters is whether there are many. */
const mostCounted = 100_000;

/** Where a row of each table says when it is over. */
const overAt = [
  ['idempotency', 'lapses_at'],
  ['session', 'until'],
  ['password_reset', 'until'],
  ['tries', 'until'],
] as const;

/** What is counted, and how it is asked. */
export interface Lapsing extends Pick<MigrationOptions, 'prefix' | 'schema'> {
  readonly dialect: Flavour['dialect'];
  readonly run: Connection['run'];
}

/** Rows that were over before a time and wait to be forgotten; no more than are worth counting. */
export const countLapsed = async (
  { dialect, run, ...place }: Lapsing,
  before: Date,
): Promise<number> => {
  const ask = asking(dialect, place, run);
  let lapsed = 0;
  for (const [table, column] of overAt) {
    const over = sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} < ${instant(before)} limit ${sql.lit(mostCounted)}`;
    const rows = await ask(
      sql<{ count: number | string }>`select count(*) as count from (${over}) as lapsed`,
    );
    for (const { count } of rows) lapsed += Number(count);
  }
  return lapsed;
};
