import { closeSync, existsSync, openSync } from 'node:fs';
import { migrator } from '@tenantry/sql';
import Database from 'better-sqlite3';
import { whileBusy } from './busy.ts';
import { migratingDialect } from './dialect.ts';
import type { Migrate } from './options.ts';

/** A connection of ours: write-ahead log, durable at every commit, foreign keys kept. */
export const connect = async (file: string): Promise<Database.Database> => {
  const database = new Database(file, { timeout: 0, fileMustExist: true });
  try {
    const mode = await whileBusy(() => database.pragma('journal_mode = WAL', { simple: true }));
    // Without it readers wait for the writer; some network file systems cannot have it.
    if (mode !== 'wal') throw new Error(`${file} cannot keep a write-ahead log`);
    // In WAL mode the default is NORMAL, which can lose what was acknowledged when power fails.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (fault) {
    database.close();
    throw fault;
  }
};

/** A second connection of ours, for reads alone. */
export const connectReader = (file: string): Database.Database =>
  new Database(file, { timeout: 0, readonly: true, fileMustExist: true });

/** Only the owner may read it: it holds hashes and addresses. */
export const createFile = (file: string): void => closeSync(openSync(file, 'a', 0o600));

/**
 * Sees to the schema as `migrate` says. Throws, naming the command that helps, where the file is
 * missing or outdated and may not be touched.
 */
export const prepare = async (file: string, migrate: Migrate, prefix: string): Promise<void> => {
  if (migrate === 'auto') {
    createFile(file);
    await migrateFile(file, prefix);
    return;
  }
  if (!existsSync(file)) throw new Error(`there is no database ${file}: "tenantry init" makes one`);
  if (migrate === 'off') return;
  const pending = await withMigrator(file, prefix, async ({ state }) => (await state()).pending);
  if (pending.length > 0)
    throw new Error(`the database ${file} is not up to date: run "tenantry migrate"`);
};

/** Takes the steps that are due; answers their names. */
export const migrateFile = (file: string, prefix: string): Promise<readonly string[]> =>
  withMigrator(file, prefix, ({ toLatest }) => whileBusy(toLatest));

async function withMigrator<T>(
  file: string,
  prefix: string,
  work: (inner: ReturnType<typeof migrator>) => Promise<T>,
): Promise<T> {
  const database = await connect(file);
  const inner = migrator(migratingDialect(database), { prefix });
  try {
    return await work(inner);
  } finally {
    await inner.close();
    database.close();
  }
}
