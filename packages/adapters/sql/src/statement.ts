import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What builds queries; nothing is ever executed on it. */
export type Builder = Kysely<Schema>;

/** A query whose text is made once; only its parameters change. */
export interface Ready<Row> {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Never there: carries the type of the rows. */
  readonly row?: Row;
}

/** Stands in a compiled query where a value goes. */
class Slot {
  readonly name: PropertyKey;
  readonly row: number;
  constructor(name: PropertyKey, row = 0) {
    this.name = name;
    this.row = row;
  }
}

/** The one cast of this package: kysely takes the slot for a value of the column's type. */
const slot = (name: PropertyKey, row?: number) => new Slot(name, row) as never;

const ready = <Row>(compiled: CompiledQuery<Row>, rows: readonly object[]): Ready<Row> => ({
  sql: compiled.sql,
  parameters: compiled.parameters.map((parameter): unknown =>
    parameter instanceof Slot ? Reflect.get(rows[parameter.row] ?? {}, parameter.name) : parameter,
  ),
});

/** Gives what stands for each of a statement's values. */
export type Place<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/**
 * Compiles a query at its first use and keeps the text: building one each time costs as much
 * again as running it. `statement<Values>()((value) => query)`, `value` standing for each value by
 * its name.
 */
export const statement =
  <Values extends object = object>() =>
  <Row>(build: (value: Place<Values>) => Compilable<Row>): ((values: Values) => Ready<Row>) => {
    let compiled: CompiledQuery<Row> | undefined;
    return (values) => {
      compiled ??= build((name) => slot(name)).compile();
      return ready(compiled, [values]);
    };
  };

/** As `statement`, for a list of values: one text for each length. */
export const listStatement =
  <Values extends object>() =>
  <Row>(build: (rows: Values[]) => Compilable<Row>): ((rows: readonly Values[]) => Ready<Row>) => {
    const compiled = new Map<number, CompiledQuery<Row>>();
    return (rows) => {
      const known = compiled.get(rows.length) ?? build(rows.map(slotted)).compile();
      if (rows.length <= mostKept) compiled.set(rows.length, known);
      return ready(known, rows);
    };
  };

/** Texts for lists longer than this are made anew each time. */
const mostKept = 100;

function slotted<Values extends object>(row: Values, at: number): Values {
  const slots = { ...row };
  for (const name of Reflect.ownKeys(slots)) Reflect.set(slots, name, slot(name, at));
  return slots;
}
