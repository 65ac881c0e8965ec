import { type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Checked } from './violation.ts';

/**
 * A check that one statement decides, so that it sees one moment of the database however busy that
 * is. It speaks SQL that both databases understand.
 */
export interface QueryCheck extends Checked {
  readonly table: keyof Schema;
  /** Holds of the rows of the table, called `it`, that break it. */
  readonly broken: RawBuilder<unknown>;
}

/** A table of ours in SQL, with its prefix; give it an alias. */
export const tableOf = (name: keyof Schema): RawBuilder<unknown> => sql.table(name);

/** A list of values in SQL. */
export const listOf = (values: readonly string[]): RawBuilder<unknown> =>
  sql`(${sql.join(values.map((value) => sql.lit(value)))})`;
