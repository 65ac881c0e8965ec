import type { Column, Lister } from './column.ts';
import { onOneLine } from './on-one-line.ts';
import type { Surroundings } from './surroundings.ts';

/** How a list is shown: to a person, column by column, and to a program. */
export interface List<Row> {
  readonly columns: readonly Column<Row>[];
  /** A row as one line of JSON, without the line end. */
  readonly json: (row: Row) => string;
}

/**
 * Where a list goes: on a terminal a table that fits its width, of which the first 200 rows tell the
 * widths; as JSON a line for each row; else a line for each row with tabs between the columns, none
 * shortened, and none left out. What a name holds cannot drive a terminal.
 */
export const lister = async <Row>(
  list: List<Row>,
  json: true | undefined,
  surroundings: Surroundings,
): Promise<Lister<Row>> => {
  const { out, screens } = surroundings;
  if (json === true) return atOnce((row) => out(`${list.json(row)}\n`));
  if (screens?.out.columns === undefined) return atOnce((row) => out(tabbed(list.columns, row)));
  const { tableOn } = await import('./table.ts');
  return tableOn(list.columns, surroundings, screens.out.columns);
};

/** Shows all of a list, however long it is, in constant memory. */
export const listed = async <Row>(
  rows: AsyncIterable<Row>,
  list: List<Row>,
  json: true | undefined,
  surroundings: Surroundings,
): Promise<void> => {
  const { row: show, end } = await lister(list, json, surroundings);
  for await (const row of rows) show(row);
  end();
};

/** Shows one row, as the list that it is of would. */
export const shownAlone = async <Row>(
  row: Row,
  list: List<Row>,
  surroundings: Surroundings,
): Promise<void> => {
  const { row: show, end } = await lister(list, undefined, surroundings);
  show(row);
  end();
};

/** A row with tabs between its columns and a line end after them. */
const tabbed = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  `${columns.map(({ of }) => plain(of(row))).join('\t')}\n`;

const plain = (value: string | number | Date | undefined): string =>
  value instanceof Date ? value.toISOString() : onOneLine(String(value ?? ''));

const atOnce = <Row>(show: (row: Row) => void): Lister<Row> => ({
  row: show,
  pause: () => undefined,
  end: () => undefined,
});
