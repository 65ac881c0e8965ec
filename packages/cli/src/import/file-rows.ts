import type { ByteSource } from '../terminal/byte-source.ts';
import { csvRows } from './csv-rows.ts';
import { type FoundRow, Unusable } from './found-row.ts';
import type { Format } from './kinds.ts';
import { linesOf } from './lines.ts';
import { ndjsonRows } from './ndjson-rows.ts';

/** What is looked at before anything is read: as much as tells a text from what is none. */
const looked = 8000;

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The rows of a file: of the format that was said, else of the one that its name or its first
 * character has. Throws `Unusable` where it is no text, or nothing of the format.
 */
export async function* fileRows(
  file: string,
  { chunks }: ByteSource,
  said: Format | undefined,
): AsyncGenerator<FoundRow> {
  const reader = chunks[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  let isOver = false;
  while (!isOver && first.length < looked && isBlank(first)) {
    const read = await reader.next();
    if (read.done === true) isOver = true;
    else first = Buffer.concat([first, read.value]);
  }
  demandText(first.subarray(0, looked));
  const text = first.subarray(startOf(first));
  const rest = async function* () {
    if (text.length > 0) yield text;
    while (!isOver) {
      const read = await reader.next();
      if (read.done === true) return;
      yield read.value;
    }
  };
  const format = said ?? formatNamed(file) ?? formatSeen(text);
  yield* format === 'csv' ? csvRows(rest()) : ndjsonRows(linesOf(rest()));
}

/** A few bytes may be all that a slow pipe has given so far: the first character tells enough. */
const isBlank = (bytes: Buffer): boolean =>
  bytes.length < byteOrderMark.length || seen(bytes.subarray(startOf(bytes))) === '';

const startOf = (bytes: Buffer): number =>
  bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? byteOrderMark.length : 0;

const seen = (bytes: Buffer): string => bytes.subarray(0, looked).toString('latin1').trim();

function demandText(bytes: Buffer): void {
  const [one, other] = bytes;
  if ((one === 0xff && other === 0xfe) || (one === 0xfe && other === 0xff))
    throw new Unusable('it is UTF-16: it must be UTF-8');
  if (bytes.includes(0)) throw new Unusable('it is no text');
}

function formatNamed(file: string): Format | undefined {
  if (/\.csv$/i.test(file)) return 'csv';
  return /\.(ndjson|jsonl)$/i.test(file) ? 'ndjson' : undefined;
}

function formatSeen(text: Buffer): Format {
  const [first = '{'] = seen(text);
  if (first === '[')
    throw new Unusable('it is a JSON array: write one object on each line instead');
  return first === '{' ? 'ndjson' : 'csv';
}
