import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable } from '@tenantry/domain';
import { countLapsed, demandFit } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, whileBusy } from './busy.ts';
import { migratingDialect } from './dialect.ts';
import { connectReader, stateOf } from './file.ts';
import { defaultPrefix, type SqliteOptions } from './options.ts';
import { runner } from './statements.ts';

/** What is to be known of a database file before anybody relies on it. */
export interface ExaminedSqlite {
  /** Of SQLite itself. */
  readonly version: string;
  /** The bits of its rights: 0o600 where nobody but its owner may read it. */
  readonly rights: number;
  /** `wal` where readers do not wait for the writer. */
  readonly journal: string;
  /** What SQLite finds wrong with the file, a few lines at most; empty where that is nothing. */
  readonly damage: readonly string[];
  /** Bytes: of the file with its log, and of the room that is left on its disk. */
  readonly size: number;
  readonly free: number;
  /** Why this program does not run on its schema, and what helps; absent where it does. */
  readonly unfit?: string;
  /** Rows that were over before `lapsedBefore`; absent where the schema does not fit. */
  readonly lapsed?: number;
}

export interface ExamineSqliteOptions extends Pick<SqliteOptions, 'file' | 'prefix'> {
  readonly lapsedBefore: Date;
}

/**
 * Looks at a database file, which others may be using, and writes nothing to it. Reads the file from
 * end to end, in which this thread stands still: not for a process that serves. Throws where there is
 * no file or it is no database, and `StoreUnavailable` where it stays locked.
 */
export const examineSqlite = async ({
  file,
  prefix = defaultPrefix,
  lapsedBefore,
}: ExamineSqliteOptions): Promise<ExaminedSqlite> => {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined)
    throw new Error(`there is no database ${file}: "tenantry init" makes one`);
  try {
    const database = await whileBusy(() => connectReader(file));
    try {
      const journal = await whileBusy(() => database.pragma('journal_mode', { simple: true }));
      const seen = {
        version: String(database.prepare('select sqlite_version()').pluck().get()),
        rights: found.mode & 0o777,
        journal: String(journal),
        damage: await whileBusy(() => damageIn(database)),
        ...roomOf(file),
      };
      const unfit = await unfitFor(file, prefix);
      if (unfit !== undefined) return { ...seen, unfit };
      const run = runner(database);
      const asked = { dialect: migratingDialect(database), prefix };
      return {
        ...seen,
        lapsed: await countLapsed({ ...asked, run: async (one) => run(one) }, lapsedBefore),
      };
    } finally {
      database.close();
    }
  } catch (fault) {
    throw isUnavailable(fault)
      ? new StoreUnavailable('the database cannot be read just now', { cause: fault })
      : fault;
  }
};

const mostDamage = 10;

const damageIn = (database: Database): readonly string[] =>
  database
    .prepare(`pragma quick_check(${mostDamage})`)
    .pluck()
    .all()
    .map(String)
    .filter((line) => line !== 'ok');

function roomOf(file: string): Pick<ExaminedSqlite, 'size' | 'free'> {
  const { bavail, bsize } = statfsSync(dirname(file));
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return { size: statSync(file).size + (log?.size ?? 0), free: bavail * bsize };
}

async function unfitFor(file: string, prefix: string): Promise<string | undefined> {
  try {
    demandFit(await whileBusy(() => stateOf(file, { prefix })), 'check');
    return undefined;
  } catch (fault) {
    if (fault instanceof Error && !('code' in fault)) return fault.message;
    throw fault;
  }
}
