import type { IssueCode } from '@tenantry/domain';
import { longestRow } from './lines.ts';
import { quotesOf } from './quotes.ts';

/** A record of CSV, written over one line or several. */
export interface CsvRecord {
  /** From 1; of its first line. */
  readonly line: number;
  /** How many bytes of the file end with it. */
  readonly end: number;
  /** Without its line end. */
  readonly text: string;
  /** Nobody can tell where it ends: nothing after it is read. */
  readonly isLast: boolean;
}

/** A record of which nothing can be made. */
export interface Unreadable extends Omit<CsvRecord, 'text'> {
  readonly fault: readonly [IssueCode, string];
}

const lineFeed = 0x0a;

/**
 * The records of a file, in no more memory than the longest that may be. One that is too long or no
 * UTF-8 is passed over to where its quotes close: what stands in a cell is somebody's text, and is
 * never taken for a record. Where a quote is opened and none closes it, or quotes that stand where
 * none may leave it open what is a cell and what is not, that record is the last.
 */
export async function* recordsOf(
  chunks: AsyncIterable<Uint8Array>,
  divides: (byte: number) => boolean,
): AsyncGenerator<CsvRecord | Unreadable> {
  let quotes = quotesOf(divides);
  let kept: Buffer[] = [];
  let length = 0;
  let line = 1;
  let lines = 0;
  let end = 0;
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > longestRow) kept = [];
    else if (piece.length > 0) kept.push(piece);
  };
  const ended = (): CsvRecord | Unreadable => {
    const isLast = quotes.isBroken() && (lines > 1 || quotes.isOdd());
    const place = { line, end, isLast };
    const isWhole = !quotes.isOpen() && length <= longestRow;
    const text = isWhole ? textOf(Buffer.concat(kept)) : undefined;
    const fault = faultOf(quotes.isOpen(), isLast, length > longestRow);
    quotes = quotesOf(divides);
    kept = [];
    length = 0;
    line += lines;
    lines = 0;
    return text === undefined ? { ...place, fault } : { ...place, text };
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? lineFeed;
      if (byte !== lineFeed) {
        quotes.read(byte);
        continue;
      }
      lines++;
      if (quotes.isOpen()) continue;
      keep(bytes.subarray(from, at));
      end += at + 1 - from;
      from = at + 1;
      const record = ended();
      yield record;
      if (record.isLast) return;
    }
    // A copy: a piece of a chunk would keep the whole of it.
    keep(Buffer.from(bytes.subarray(from)));
    end += bytes.length - from;
  }
  if (length === 0) return;
  lines++;
  yield ended();
}

export const tooLong = ['tooLong', 'is longer than 1 MiB'] as const;
export const notUtf8 = ['characters', 'is not UTF-8'] as const;
export const misquoted = ['format', 'has quotes that are not those of CSV'] as const;
export const doubtful = ['format', `${misquoted[1]}: nothing is read from here on`] as const;
const unclosed = [
  'format',
  'opens a quote that nothing closes: nothing is read from here on',
] as const;

/** Why no text can be made of a record. */
function faultOf(isOpen: boolean, isLast: boolean, isTooLong: boolean): Unreadable['fault'] {
  if (isOpen) return unclosed;
  if (isLast) return doubtful;
  return isTooLong ? tooLong : notUtf8;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a line or several without the last line end; undefined where it is not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes).replace(/\r$/, '');
  } catch {
    return undefined;
  }
}
