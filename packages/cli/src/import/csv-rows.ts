import { issue } from '@tenantry/domain';
import { cellsOf, delimiterOf, delimiters } from './cells.ts';
import { columnsOf } from './columns.ts';
import { type FoundRow, Unusable } from './found-row.ts';
import { type CsvRecord, doubtful, misquoted, recordsOf, type Unreadable } from './records.ts';
import { writtenRow } from './written-row.ts';

/** What the header says of the rows beneath it. */
interface Header {
  readonly delimiter: string;
  readonly columns: ReturnType<typeof columnsOf>;
}

/** The rows of a CSV file beneath its header. Throws `Unusable` where there is none. */
export async function* csvRows(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FoundRow> {
  let header: Header | undefined;
  let dividing = delimiters.map(codeOf);
  for await (const record of recordsOf(chunks, (byte) => dividing.includes(byte))) {
    if ('text' in record && record.text === '') continue;
    if (header === undefined) {
      header = headerOf(record);
      dividing = [codeOf(header.delimiter)];
    } else yield rowOf(record, header);
  }
}

const codeOf = (delimiter: string): number => delimiter.charCodeAt(0);

function headerOf(record: CsvRecord | Unreadable): Header {
  if (!('text' in record)) throw new Unusable(`the header ${record.fault[1]}`);
  const delimiter = delimiterOf(record.text);
  const { cells, broken } = cellsOf(record.text, delimiter);
  if (broken !== undefined) throw new Unusable(`the header ${misquoted[1]}`);
  return { delimiter, columns: columnsOf(cells) };
}

function rowOf(record: CsvRecord | Unreadable, { delimiter, columns }: Header): FoundRow {
  const { line, end, isLast } = record;
  if (!('text' in record)) return { line, end, issues: [issue([], ...record.fault)] };
  const { cells, broken } = cellsOf(record.text, delimiter);
  if (broken !== undefined) {
    const path = columns[broken]?.path ?? [broken];
    const [code, message] = isLast ? doubtful : misquoted;
    return { line, end, issues: [issue(path, code, message)] };
  }
  const beyond = cells.findLastIndex((cell) => cell !== '') >= columns.length;
  if (cells.length < columns.length || beyond)
    return { line, end, issues: [issue([], 'format', counted(cells.length, columns.length))] };
  return { line, end, ...writtenRow(columns, cells.slice(0, columns.length)) };
}

const counted = (cells: number, columns: number): string =>
  `has ${cells} ${cells === 1 ? 'cell' : 'cells'}, and the header ${columns}`;
