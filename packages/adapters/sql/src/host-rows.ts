import type { Row } from './rows.ts';
import type { Schema } from './schema.ts';

type NumberColumns<Columns> = {
  [Name in keyof Columns]: Exclude<Columns[Name], null> extends number ? Name : never;
}[keyof Columns];

/** The columns that hold whole numbers. Ids are texts, but for those of tables of one row. */
type WholeNumber = Exclude<
  { [Table in keyof Schema]: NumberColumns<Row<Table>> }[keyof Schema],
  'id'
>;

/** Every one that there is, or this does not compile. */
const columns: Readonly<Record<WholeNumber, true>> = {
  attempts: true,
  count: true,
  credential_generation: true,
  default_role: true,
  depth: true,
  fence: true,
  generation: true,
  may_have_sub_accounts: true,
  number: true,
  oldest: true,
  position: true,
  serial: true,
  version: true,
};

/** Also under the names that queries give them, and what queries count. */
const wholeNumbers: ReadonlySet<string> = new Set([
  ...Object.keys(columns).flatMap((name) => [name, `member_${name}`]),
  'total',
]);

/** What queries ask of being so, by the names that they give it. */
const truth = /^is_/;

/**
 * Rows as our own connections give them: a driver of a host may have whole numbers and truth as text,
 * as bigint or as what a parser of the host's makes of them. The one cast: the text was compiled for
 * this type of row.
 */
export const hostRows = <Row>(rows: readonly object[]): readonly Row[] =>
  rows.map(
    (row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, plain(name, value)]),
      ) as Row,
  );

const plain = (name: string, value: unknown): unknown => {
  if (truth.test(name)) return truths.has(String(value));
  return value !== null && wholeNumbers.has(name) ? Number(value) : value;
};

/** What a driver of a host has answered, unless that is no list of rows by column name. */
export const demandRows = (answer: unknown): readonly object[] => {
  const rows: readonly unknown[] = Array.isArray(answer) ? answer : [undefined];
  if (!rows.every(isRow))
    throw new TypeError('query of tx must answer an array of rows, objects by column name');
  return rows;
};

const isRow = (row: unknown): row is object =>
  typeof row === 'object' && row !== null && !Array.isArray(row);

/** Throws where the one row of an answer does not have a column under the very name asked for. */
export const demandNamed = (rows: readonly object[], name: string): void => {
  if (!Object.hasOwn(rows[0] ?? {}, name))
    throw new TypeError(
      `query of tx must leave names of columns as they are: no ${name} came back`,
    );
};

/** As numbers, as JavaScript and as PostgreSQL write it. */
const truths: ReadonlySet<string> = new Set(['1', 'true', 't']);
