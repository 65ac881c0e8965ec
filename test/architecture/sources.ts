import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** What is made, not written. */
const made = ['**/node_modules', '**/dist', '**/coverage', '**/fixtures', '**/.git'];

/** The source files of a tree that is laid out as this repository is. */
export const sourcesOf = (root: string): readonly string[] =>
  globSync('{packages,test,examples,bench}/**/*.{ts,mts,cts,js,mjs,cjs}', {
    cwd: root,
    exclude: made,
  }).toSorted();

/** Every file that is written by hand. */
export const writtenFilesOf = (root: string): readonly string[] =>
  globSync('{**/*,.*,.*/**/*}', { cwd: root, exclude: made, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .toSorted();

/** A file's text, by its path from the root. */
export const textOf = (root: string, path: string): string =>
  readFileSync(join(root, path), 'utf8');
