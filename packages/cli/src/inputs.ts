import { UsageError } from './exit.ts';
import type { Surroundings } from './surroundings.ts';

export interface Asked {
  /** A file that holds a command; `-` is standard input. */
  readonly file: string | undefined;
  /** Whether standard input is a secret. */
  readonly secret: boolean;
}

/** Reads what a command asks for. Standard input is one thing: there is one of it. */
export const inputsOf = async ({ file, secret }: Asked, { read }: Surroundings) => {
  if (file === '-' && secret)
    throw new UsageError('standard input is a file or a secret: it cannot be both');
  return {
    file: file === undefined ? undefined : await read(file),
    secret: secret ? withoutLineEnd(await read('-')) : undefined,
  };
};

/** One trailing line end is the terminal's, everything else is the secret's. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');
