import { readFileSync } from 'node:fs';
import { constants, userInfo } from 'node:os';
import { exitCodes, UsageError } from '../ending/exit.ts';
import { type ByteSource, byteSource } from './byte-source.ts';
import { type Screen, screenOf } from './screen.ts';

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
  /** As `out`, for a report of work that goes on: a reader that has gone ends the process with 1. */
  readonly outAtWork: (text: string) => void;
  /** Everything that is said to the person. */
  readonly say: (text: string) => void;
  /** All of a file, `-` being standard input. Throws where it is not UTF-8: nothing is replaced. */
  readonly read: (file: string) => Promise<string>;
  /** The same piece by piece, as the bytes that they are. */
  readonly bytes: (file: string) => ByteSource;
  /** Puts a line in the place of the one that it put there before; absent where that is no terminal. */
  readonly redraw?: (line: string) => void;
  /**
   * Asks the person at the terminal and answers the line that was typed; absent where nobody sits at
   * one. Where no answer comes it throws what ends the command: with 130 after Ctrl-C, with 3 at the
   * end of input.
   */
  readonly ask?: (question: string) => Promise<string>;
  /** As `ask`, with nothing shown of what is typed; absent where `ask` is. */
  readonly askSecret?: (question: string) => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the two streams go to; absent where that is no terminal. */
  readonly screens?: Screens;
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

/** What `out` and what `say` goes to. */
export interface Screens {
  readonly out: Screen;
  readonly say: Screen;
}

export const processSurroundings = (process: NodeJS.Process): Surroundings => {
  /** What is lost with a reader that goes; nothing is where a person has seen enough. */
  let lost = '';
  // A reader that has gone wants no more: that is no fault of ours. A full disk is one, and so is a
  // secret that was made and that nobody has seen.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && lost === '') process.exit(0);
    process.stderr.write(`tenantry: standard output: ${error.message}${lost}\n`);
    process.exit(1);
  });
  // What cannot be told changes nothing of how a command ends.
  process.stderr.on('error', () => undefined);
  return {
    out: (text) => void process.stdout.write(text),
    outOnce: (text) => {
      lost = '; what is shown this once is lost';
      process.stdout.write(text);
    },
    outAtWork: (text) => {
      lost = '; what was to come is not done: run it again';
      process.stdout.write(text);
    },
    say: (text) => void process.stderr.write(text),
    bytes: (file) => byteSource(file, process.stdin),
    ...(process.stderr.isTTY && process.env['TERM'] !== 'dumb'
      ? { redraw: (line) => void process.stderr.write(`\r\x1b[K${line}`) }
      : {}),
    read: async (file) => utf8(file, file === '-' ? await all(process.stdin) : bytesOf(file)),
    // In this order: the first look at standard input opens it.
    ...(process.stderr.isTTY && process.stdin.isTTY ? askingAt(process) : {}),
    environment: process.env,
    screens: {
      out: screenOf(process.stdout, process.env),
      say: screenOf(process.stderr, process.env),
    },
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

/** Both ways of asking; the line editor is loaded when it is needed. */
const askingAt = (process: NodeJS.Process): Pick<Surroundings, 'ask' | 'askSecret'> => {
  const asking = (isSecret: boolean) => async (question: string) =>
    (await import('./asking.ts')).asked(process, question, isSecret);
  return { ask: asking(false), askSecret: asking(true) };
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
