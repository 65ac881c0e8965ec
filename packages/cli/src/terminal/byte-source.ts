import { createReadStream, fstatSync, openSync } from 'node:fs';
import { UsageError } from '../ending/exit.ts';

/** A file that is read piece by piece, however long it is. */
export interface ByteSource {
  /** Read once; throws a `UsageError` where the file cannot be read on. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** In bytes, where that is known before: of a file, and of no pipe. */
  readonly size?: number;
  /** Nothing more is wanted: whoever waits for a piece is told that there is none. */
  readonly close: () => void;
}

/** Opens a file, `-` being standard input. Throws a `UsageError` where it cannot be opened. */
export const byteSource = (file: string, stdin: NodeJS.ReadStream): ByteSource => {
  const name = file === '-' ? 'standard input' : file;
  const { stream, size } = file === '-' ? { stream: stdin, size: undefined } : opened(file);
  let isClosed = false;
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) yield Buffer.from(chunk);
    } catch (cause) {
      if (!isClosed) throw new UsageError(`${name} cannot be read`, { cause });
    }
  };
  return {
    chunks: chunks(),
    ...(size === undefined ? {} : { size }),
    close: () => {
      isClosed = true;
      stream.destroy();
    },
  };
};

function opened(file: string) {
  try {
    const fd = openSync(file, 'r');
    const stat = fstatSync(fd);
    return { stream: createReadStream(file, { fd }), size: stat.isFile() ? stat.size : undefined };
  } catch (cause) {
    throw new UsageError(`${file} cannot be read`, { cause });
  }
}
