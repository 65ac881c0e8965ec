import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from './ending/exit.ts';
import { run } from './run.ts';
import { type ByteSource, byteSource } from './terminal/byte-source.ts';
import { utf8 } from './terminal/surroundings.ts';

export interface Installation {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Who is at the terminal. */
  readonly operator?: string;
  /** What the person there types when asked; without it nobody can be asked. */
  readonly answer?: string;
  /** What is typed, in this order, when secrets are asked for; without it nobody can be. */
  readonly secrets?: readonly string[];
  /** How wide the terminal is that everything is shown on; without it there is none. */
  readonly columns?: number;
  /** Whether that terminal has colours. */
  readonly isColoured?: boolean;
  /** Settles when the process is asked to stop. */
  readonly stopping?: Promise<void>;
}

export interface Ended {
  readonly code: ExitCode;
  readonly out: string;
  readonly said: string;
}

/** Runs one command of an installation to its end, within this process. */
export const tenantry = async (
  {
    folder,
    environment = {},
    operator = 'tester',
    answer,
    secrets,
    columns,
    isColoured = false,
    stopping,
  }: Installation,
  words: readonly string[],
  input: string | Uint8Array = '',
): Promise<Ended> => {
  let out = '';
  let said = '';
  const typed = [...(secrets ?? [])];
  const screen = { ...(columns === undefined ? {} : { columns }), isColoured, isUtf8: true };
  const code = await run(words, {
    out: (text) => {
      out += text;
    },
    outOnce: (text) => {
      out += text;
    },
    outAtWork: (text) => {
      out += text;
    },
    bytes: (file) =>
      file === '-' ? bytesOf(Buffer.from(input)) : byteSource(join(folder, file), process.stdin),
    say: (text) => {
      said += text;
    },
    read: async (file) =>
      file === '-' ? utf8(file, Buffer.from(input)) : utf8(file, readFileSync(join(folder, file))),
    environment: { TENANTRY_DATABASE: `sqlite:${join(folder, 'tenantry.db')}`, ...environment },
    operator,
    ...(answer === undefined
      ? {}
      : {
          ask: async (question: string) => {
            said += question;
            return answer;
          },
        }),
    ...(secrets === undefined
      ? {}
      : {
          askSecret: async (question: string) => {
            said += question;
            return typed.shift() ?? '';
          },
        }),
    ...(columns === undefined ? {} : { screens: { out: screen, say: screen } }),
    onStop: (stop) => void stopping?.then(stop),
    onFault: () => undefined,
    leaveUnheard: () => undefined,
  });
  return { code, out, said };
};

const bytesOf = (bytes: Uint8Array): ByteSource => ({
  chunks: (async function* () {
    yield bytes;
  })(),
  close: () => undefined,
});

/** Told what to do once the test is over. */
export type OnFinished = (clean: () => void) => void;

export const emptyFolder = (onFinished: OnFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-'));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

/** An installation in which nothing has been done yet. */
export const installation = (onFinished: OnFinished): Installation => ({
  folder: emptyFolder(onFinished),
  environment,
});

/** An installation with its master account, whose number is 1. */
export const initialised = async (onFinished: OnFinished): Promise<Installation> => {
  const made = installation(onFinished);
  const { code, said } = await tenantry(made, [
    'init',
    '--name',
    'Root',
    '--email',
    'root@example.com',
  ]);
  if (code !== 0 || said !== '') throw new Error(`init ended with ${code}: ${said}`);
  return made;
};

/** The lines of an output; nothing is no line. */
export const linesOf = (out: string): readonly string[] =>
  out.split('\n').filter((line) => line !== '');
