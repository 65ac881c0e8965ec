import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { UsageError } from './exit.ts';

/** What a command may touch: its two streams, its input, its environment. */
export interface Surroundings {
  /** Data, and nothing else, goes here. */
  readonly out: (text: string) => void;
  /** Everything that is said to the person. */
  readonly say: (text: string) => void;
  /** All of a file, `-` being standard input. Throws where it is not UTF-8: nothing is replaced. */
  readonly read: (file: string) => string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The name that the history records: `operator:<name>`. */
  readonly operator: string;
  /** Called when the process is asked to stop (SIGINT, SIGTERM); the first time alone. */
  readonly onStop: (stop: () => void) => void;
}

export const processSurroundings = (process: NodeJS.Process): Surroundings => {
  // A reader that has gone wants no more: that is no fault of ours.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? 0 : 1);
    });
  return {
    out: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    read: (file) => utf8(file, readFileSync(file === '-' ? 0 : file)),
    environment: process.env,
    operator: operatorName(process.env),
    onStop: (stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    },
  };
};

/** The text of a file; bytes that are no UTF-8 are refused and never replaced. */
export function utf8(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError(`${file === '-' ? 'standard input' : file} is not UTF-8`, { cause });
  }
}

/** A container may run under a number that no user has. */
function operatorName(environment: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    return environment['USER'] ?? 'unknown';
  }
}
