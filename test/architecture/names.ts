/** Names that say where a thing was put, and nothing of what it is. */
const empty = ['base', 'common', 'helper', 'manager', 'service', 'util'];

const isEmpty = (word: string): boolean => empty.includes(word.replace(/s$/, ''));

/**
 * A folder or file whose name is such a word, or ends in one: `utils/`, `http-helpers.ts`,
 * `user.service.ts`. `common-passwords.ts` is about passwords, and fine.
 */
const isEmptyName = (segment: string): boolean => {
  const [name = '', ...suffixes] = segment.split('.').filter((part) => part !== '');
  return [name.split('-').at(-1) ?? '', ...suffixes.slice(0, -1)].some(isEmpty);
};

/** Those of the paths that have a name in them which says nothing. */
export const emptyNames = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => path.split('/').some(isEmptyName));
