import { issue } from '@tenantry/domain';
import { type Cells, cellsOf, delimiterOf } from './cells.ts';
import { columnsOf } from './columns.ts';
import { type FoundRow, Unusable } from './found-row.ts';
import type { Line } from './lines.ts';
import { type CsvRecord, recordsOf, type Unreadable } from './records.ts';
import { writtenRow } from './written-row.ts';

/** The rows of a CSV file beneath its header. Throws `Unusable` where there is none. */
export async function* csvRows(lines: AsyncIterable<Line>): AsyncGenerator<FoundRow> {
  let delimiter: string | undefined;
  let columns: ReturnType<typeof columnsOf> | undefined;
  const split = (text: string): Cells => {
    delimiter ??= text === '' ? undefined : delimiterOf(text);
    return cellsOf(text, delimiter ?? ',');
  };
  for await (const record of recordsOf(lines, split)) {
    if (isEmpty(record)) continue;
    if (columns === undefined) columns = headerOf(record);
    else yield rowOf(record, columns);
  }
}

const isEmpty = (record: CsvRecord | Unreadable): boolean =>
  'cells' in record && record.cells.length === 1 && record.cells[0] === '';

function headerOf(record: CsvRecord | Unreadable): ReturnType<typeof columnsOf> {
  if (!('cells' in record)) throw new Unusable(`the header ${record.fault[1]}`);
  if (record.broken !== undefined)
    throw new Unusable('the quotes of the header are not those of CSV');
  return columnsOf(record.cells);
}

function rowOf(record: CsvRecord | Unreadable, columns: ReturnType<typeof columnsOf>): FoundRow {
  const { line, end } = record;
  if (!('cells' in record)) return { line, end, issues: [issue([], ...record.fault)] };
  const { cells, broken } = record;
  if (broken !== undefined) {
    const path = columns[broken]?.path ?? [broken];
    return { line, end, issues: [issue(path, 'format', 'has quotes that are not those of CSV')] };
  }
  const beyond = cells.findLastIndex((cell) => cell !== '') >= columns.length;
  if (cells.length < columns.length || beyond)
    return { line, end, issues: [issue([], 'format', counted(cells.length, columns.length))] };
  return { line, end, ...writtenRow(columns, cells.slice(0, columns.length)) };
}

const counted = (cells: number, columns: number): string =>
  `has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the header ${columns}`;
