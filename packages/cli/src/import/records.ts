import type { IssueCode } from '@tenantry/domain';
import type { Cells } from './cells.ts';
import { type Line, longestRow } from './lines.ts';

/** A record of CSV, written over one line or several. */
export interface CsvRecord extends Cells {
  /** Of its first line. */
  readonly line: number;
  /** As a line has it. */
  readonly end: number;
}

/** A line of which nothing can be made. */
export interface Unreadable {
  readonly line: number;
  readonly end: number;
  readonly fault: readonly [IssueCode, string];
}

/** Lines of one record: a cell may hold line breaks, but not a whole file. */
const mostLines = 10_000;

const quote = 0x22;

/**
 * The records of a file, taken apart by `split`. Where a quote is opened and none closes it, or quotes
 * stand where none may, the first line alone is spoilt: what is beneath it is read as if that had not
 * been, so that one stray quote does not take the rest of the file with it.
 */
export async function* recordsOf(
  lines: AsyncIterable<Line>,
  split: (text: string) => Cells,
): AsyncGenerator<CsvRecord | Unreadable> {
  const reader = lines[Symbol.asyncIterator]();
  /** Read already, and to be read again; the next one is the last. */
  const again: Line[] = [];
  const next = async (): Promise<Line | undefined> => {
    const line = again.pop();
    if (line !== undefined) return line;
    const read = await reader.next();
    return read.done === true ? undefined : read.value;
  };
  const putBack = (taken: readonly Line[]): void => {
    for (let at = taken.length - 1; at > 0; at--) {
      const line = taken[at];
      if (line !== undefined) again.push(line);
    }
  };
  for (;;) {
    const first = await next();
    if (first === undefined) return;
    const { number: line, end } = first;
    if (first.isTooLong) {
      yield { line, end, fault: tooLong };
      continue;
    }
    const taken = [first];
    let length = first.bytes.length;
    let isOpen = hasOddQuotes(first.bytes);
    while (isOpen) {
      const more = await next();
      if (more === undefined) break;
      taken.push(more);
      length += more.bytes.length + 1;
      if (more.isTooLong || length > longestRow || taken.length > mostLines) break;
      isOpen = isOpen !== hasOddQuotes(more.bytes);
    }
    const text = isOpen ? undefined : textOf(taken);
    if (text === undefined) {
      putBack(taken);
      yield { line, end, fault: isOpen ? unclosed : notUtf8 };
      continue;
    }
    const cells = split(text);
    if (cells.broken !== undefined) putBack(taken);
    yield { line, end, ...cells };
  }
}

export const tooLong = ['tooLong', 'is longer than 1 MiB'] as const;
const unclosed = ['format', 'opens a quote that nothing closes'] as const;
export const notUtf8 = ['characters', 'is not UTF-8'] as const;

function hasOddQuotes(bytes: Buffer): boolean {
  let isOdd = false;
  for (let at = bytes.indexOf(quote); at >= 0; at = bytes.indexOf(quote, at + 1)) isOdd = !isOdd;
  return isOdd;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of lines without the line end of the last; undefined where it is not UTF-8. */
export function textOf(lines: readonly Line[]): string | undefined {
  const feed = Buffer.from('\n');
  const [first] = lines;
  const bytes =
    lines.length === 1 && first !== undefined
      ? first.bytes
      : Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [line.bytes] : [feed, line.bytes])));
  try {
    return decoder.decode(bytes).replace(/\r$/, '');
  } catch {
    return undefined;
  }
}
