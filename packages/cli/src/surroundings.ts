import { readFileSync } from 'node:fs';
import { constants, userInfo } from 'node:os';
import { exitCodes, UsageError } from './exit.ts';

/** Milliseconds after a fault that nobody caught. */
const longestEnding = 5000;
/** Milliseconds in which a process that has nothing left to do ends by itself. */
const soon = 100;

/** What a command may touch: its two streams, its input, its environment. */
export interface Surroundings {
  /** Data, and nothing else, goes here. */
  readonly out: (text: string) => void;
  /** As `out`, for what nobody can ever see again: a reader that has gone ends the process with 1. */
  readonly outOnce: (text: string) => void;
  /** Everything that is said to the person. */
  readonly say: (text: string) => void;
  /** All of a file, `-` being standard input. Throws where it is not UTF-8: nothing is replaced. */
  readonly read: (file: string) => Promise<string>;
  /**
   * Asks the person at the terminal and answers the line that was typed; absent where nobody sits at
   * one.
   */
  readonly ask?: (question: string) => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The name that the history records: `operator:<name>`. */
  readonly operator: string;
  /** Called when the process is asked to stop (SIGINT, SIGTERM); asked again, it ends at once. */
  readonly onStop: (stop: () => void) => void;
  /** At its end the process waits for nobody any more who does not take what was said. */
  readonly leaveUnheard: () => void;
  /**
   * Called with what was thrown and nobody caught: nobody knows what state the process is in, and it
   * ends within five seconds, with 1.
   */
  readonly onFault: (fail: (fault: unknown) => void) => void;
}

export const processSurroundings = (process: NodeJS.Process): Surroundings => {
  let isShownOnce = false;
  // A reader that has gone wants no more: that is no fault of ours. A full disk is one, and so is a
  // secret that was made and that nobody has seen.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && !isShownOnce) process.exit(0);
    const lost = isShownOnce ? '; what is shown this once is lost' : '';
    process.stderr.write(`tenantry: standard output: ${error.message}${lost}\n`);
    process.exit(1);
  });
  // What cannot be told changes nothing of how a command ends.
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    outOnce: (text) => {
      isShownOnce = true;
      process.stdout.write(text);
    },
    say: (text) => void process.stderr.write(text),
    read: async (file) => utf8(file, file === '-' ? await all(process.stdin) : bytesOf(file)),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askAt(process) } : {}),
    environment: process.env,
    operator: operatorName(process.env),
    onStop: (stop) => {
      let isAsked = false;
      const asked = (signal: NodeJS.Signals): void => {
        // As a shell has it: 130 and 143.
        if (isAsked) process.exit(128 + constants.signals[signal]);
        isAsked = true;
        stop();
      };
      process.on('SIGINT', asked);
      process.on('SIGTERM', asked);
    },
    leaveUnheard: () => void setTimeout(() => process.exit(), soon).unref(),
    onFault: (fail) => {
      const failed = (fault: unknown): void => {
        setTimeout(() => process.exit(exitCodes.fault), longestEnding).unref();
        fail(fault);
      };
      process.on('uncaughtException', failed);
      process.on('unhandledRejection', failed);
    },
  };
};

/**
 * Without a line editor: the terminal echoes by itself, and an interrupt ends the process as it ends
 * any other. The end of input is an empty answer.
 */
const askAt =
  ({ stdin, stderr }: NodeJS.Process) =>
  async (question: string): Promise<string> => {
    stderr.write(question);
    let typed = '';
    for await (const text of stdin.setEncoding('utf8')) {
      typed += text;
      if (typed.includes('\n')) break;
    }
    return typed.split(/\r?\n/, 1)[0] ?? '';
  };

/** A pipe may give its bytes as late as it likes, so they are waited for. */
async function all(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new UsageError(`${file} cannot be read`, { cause });
  }
}

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
