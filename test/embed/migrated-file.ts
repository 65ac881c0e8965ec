import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateSqlite } from '@tenantry/sqlite';
import { emptyFolder } from '../cli/folder.ts';

/** Made once for all that a worker runs. */
let original: Promise<Buffer> | undefined;

const migrate = async (): Promise<Buffer> => {
  const file = join(emptyFolder(), 'original.db');
  await migrateSqlite({ file });
  return readFileSync(file);
};

/**
 * A SQLite file with nothing in it but our tables, for one test: a copy, since to migrate one takes
 * longer than most that is tried on it.
 */
export const migratedFile = async (): Promise<string> => {
  const file = join(emptyFolder(), 'a.db');
  writeFileSync(file, await (original ??= migrate()));
  return file;
};
