import type { Schema } from '../schema.ts';
import { columns } from './columns.ts';
import { derivedChecks } from './derived.ts';
import type { RowCheck } from './row-check.ts';
import { secretsIn } from './secrets-in-text.ts';
import type { Shape } from './shapes.ts';

/** All that is asked of the rows of a table, one by one. */
export interface Asked<Table extends keyof Schema> {
  /** Whether each column looks as it must. */
  readonly form: readonly RowCheck<Table>[];
  /** Of rows that are well formed: what is malformed is told as such, and follows from nothing. */
  readonly sense: readonly RowCheck<Table>[];
  readonly secrets: readonly RowCheck<Table>[];
}

export const askedOf = <Table extends keyof Schema>(table: Table): Asked<Table> => {
  const shapes: Readonly<Record<string, Shape>> = columns[table];
  const all = Object.entries(shapes);
  return {
    form: all
      .filter(([, { isFree }]) => !isFree)
      .map(([column, { invariant, check, holds }]) => ({
        invariant,
        check,
        column,
        isBroken: (row) => !holds(Reflect.get(row, column)),
      })),
    sense: derivedChecks[table] ?? [],
    secrets: all.filter(([, { isText }]) => isText).flatMap(([column]) => secretsIn<Table>(column)),
  };
};
