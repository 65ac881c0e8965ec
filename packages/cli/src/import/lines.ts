/** Of a row; and of what is looked at to find where one ends. */
export const longestRow = 1024 * 1024;

/** A line of a file, by the bytes that it is. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line feed; nothing of it where it is too long. */
  readonly bytes: Buffer;
  readonly isTooLong: boolean;
  /** How many bytes of the file end with it. */
  readonly end: number;
}

const lineFeed = 0x0a;
const nothing = Buffer.alloc(0);

/** The lines of a file, one after another, in no more memory than the longest that may be. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let kept: Buffer[] = [];
  let length = 0;
  let end = 0;
  const ended = (): Line => {
    number++;
    end += length + 1;
    const isTooLong = length > longestRow;
    const bytes = isTooLong
      ? nothing
      : kept.length === 1
        ? (kept[0] ?? nothing)
        : Buffer.concat(kept);
    kept = [];
    length = 0;
    return { number, bytes, isTooLong, end };
  };
  const keep = (piece: Buffer): void => {
    length += piece.length;
    if (length > longestRow) kept = [];
    else if (piece.length > 0) kept.push(piece);
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (;;) {
      const to = bytes.indexOf(lineFeed, from);
      if (to < 0) break;
      keep(bytes.subarray(from, to));
      yield ended();
      from = to + 1;
    }
    // A copy: a piece of a chunk would keep the whole of it.
    keep(Buffer.from(bytes.subarray(from)));
  }
  if (length > 0) yield ended();
}
