import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every document of the repository, by its path. */
export const documents: readonly string[] = [
  '.',
  'docs',
  'docs/protocols',
  'docs/decisions',
].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The blocks of one language in a document, in their order. */
export const blocksOf = (path: string, language: string): readonly string[] =>
  [...textOf(path).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, spoken]) => spoken === language)
    .map(([, , block = '']) => block);

/** Links of a document that lead nowhere in the repository. */
export const deadLinksOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(path), target)));
