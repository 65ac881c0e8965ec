import { UsageError } from '../ending/exit.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { typedSecret } from '../terminal/typed-secret.ts';
import { given } from './given.ts';

export interface Asked {
  /** A file that holds a command; `-` is standard input. */
  readonly file: string | undefined;
  /** What secret is read from standard input; at a terminal it is asked for, and not shown. */
  readonly secret: Secret | false;
}

export interface Secret {
  /** What it is called where it is asked for. */
  readonly name: string;
  /** Whether it is chosen here, and not known before: then it is asked for twice. */
  readonly isChosen: boolean;
}

export const chosenPassword: Secret = { name: 'Password', isChosen: true };
export const chosenPhrase: Secret = { name: 'Verification phrase', isChosen: true };

/** Reads what a command asks for. Standard input is one thing: there is one of it. */
export const inputsOf = async ({ file, secret }: Asked, surroundings: Surroundings) => {
  const { read } = surroundings;
  if (file === '-' && secret !== false)
    throw new UsageError('standard input is a file or a secret: it cannot be both');
  return {
    file: file === undefined ? undefined : await read(file),
    secret: secret === false ? undefined : await secretOf(secret, surroundings),
  };
};

async function secretOf({ name, isChosen }: Secret, surroundings: Surroundings): Promise<string> {
  const typed = await typedSecret(name, isChosen, surroundings);
  return typed ?? withoutLineEnd(await surroundings.read('-'));
}

/** One trailing line end is the terminal's, everything else is the secret's. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

/** Reads the files that were named, each under its name; no two of them can be standard input. */
export const textsOf = async (
  files: Readonly<Record<string, string | undefined>>,
  { read }: Surroundings,
): Promise<Readonly<Record<string, string>>> => {
  const named = Object.entries(given(files));
  if (named.filter(([, file]) => file === '-').length > 1)
    throw new UsageError('standard input is one file: it cannot be two');
  const texts: [string, string][] = [];
  for (const [name, file] of named) texts.push([name, await read(String(file))]);
  return Object.fromEntries(texts);
};
