import { closeSync, existsSync, openSync } from 'node:fs';
import { type MigrationOptions, type MigrationState, migrator, prepareSchema } from '@tenantry/sql';
import Database from 'better-sqlite3';
import { isHalfWritten, whileBusy } from './busy.ts';
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
 * Sees to the schema as `migrate` says; answers the names of the steps that were taken. Throws,
 * saying what helps, where the file is missing or outdated and may not be touched, and where it is
 * too new for this program: nothing is written to it then.
 */
export const prepare = async (
  file: string,
  migrate: Migrate,
  options: MigrationOptions,
): Promise<readonly string[]> => {
  if (migrate === 'auto') createFile(file);
  else if (!existsSync(file))
    throw new Error(`there is no database ${file}: "tenantry init" makes one`);
  return prepareSchema(
    {
      state: () => whileBusy(() => stateOf(file, options)),
      toLatest: async () =>
        withMigrator(await connect(file), options, ({ toLatest }) => toLatest()),
    },
    migrate,
  );
};

/** Read without a lock and without a trace, unless a program was killed in the middle of a write. */
export async function stateOf(file: string, options: MigrationOptions): Promise<MigrationState> {
  try {
    return await withMigrator(connectReader(file), options, ({ state }) => state());
  } catch (fault) {
    if (!isHalfWritten(fault)) throw fault;
    // Who may only read cannot undo what is half written.
    return withMigrator(await connect(file), options, ({ state }) => state());
  }
}

/** Closes the connection when the work is done. */
async function withMigrator<T>(
  database: Database.Database,
  options: MigrationOptions,
  work: (inner: ReturnType<typeof migrator>) => Promise<T>,
): Promise<T> {
  const inner = migrator(migratingDialect(database), options);
  try {
    return await work(inner);
  } finally {
    await inner.close();
    // The migrator has closed what it used, which may have been nothing.
    database.close();
  }
}
