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
  'bench',
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

/** What fences a block, or opens one that is only set in; what stands in a list is text. */
const opening = /^(?:```(.*)|( {4}|\t)\S.*)$/;

/**
 * The language of each block of a document, in their order; `none` where nothing is said, and of one
 * that is set in. `text` is what a program shows: all else is tried.
 */
export const languagesIn = (text: string): readonly string[] => {
  const languages: string[] = [];
  let isFenced = false;
  let before = '';
  for (const line of text.split('\n')) {
    const [, spoken, setIn] = opening.exec(line) ?? [];
    if (spoken !== undefined) {
      if (!isFenced) languages.push(spoken === '' ? 'none' : spoken);
      isFenced = !isFenced;
    } else if (setIn !== undefined && !isFenced && before === '') languages.push('none');
    before = line;
  }
  return languages;
};

/** Links of a document that lead nowhere in the repository. */
export const deadLinksOf = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(path), target)));

/** Paths from the root of the repository that a text speaks of outside of blocks, and that are not there. */
export const missingPathsIn = (text: string): readonly string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]*)`/g)]
    .flatMap(([, code = '']) => code.split(/\s+/))
    .filter((word) => /^(?:packages|test|docs|examples|deploy|bench)\/[\w./-]+$/.test(word))
    .filter((word) => !existsSync(join(root, word)));
