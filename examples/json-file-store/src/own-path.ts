import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The name of a file that no symbolic link stands in: whoever opens it comes to the same one. Throws
 * where it has a second name of its own (a hard link), by which another would not see our lock.
 */
export const ownPath = (file: string): string => {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined)
    return join(realpathSync(dirname(file)), basename(file));
  const path = realpathSync(file);
  if (statSync(path).nlink > 1) throw new Error(`${file} has another name besides (a hard link)`);
  return path;
};
