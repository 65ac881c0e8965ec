import { existsSync } from 'node:fs';
import { setImmediate as others } from 'node:timers/promises';
import { StoreUnavailable } from '@tenantry/domain';
import { checks, demandPresentSchema, type Violation, verify } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, whileBusy } from './busy.ts';
import { migratingDialect } from './dialect.ts';
import { connectReader, stateOf } from './file.ts';
import { defaultPrefix, type SqliteOptions } from './options.ts';
import { runner } from './statements.ts';

export interface VerifySqliteOptions extends Pick<SqliteOptions, 'file' | 'prefix'> {
  /** The time, which leases are held against; this machine's where nothing is said. */
  readonly now?: () => Date;
}

/**
 * Finds what breaks the invariants of a database in a file, which others may be using; writes
 * nothing to it. Throws, saying what helps, where there is no file or its schema is not the present
 * one, and `StoreUnavailable` where the file stays locked. Where there are many accounts a statement
 * takes seconds, in which this thread stands still: not for a process that serves.
 */
export async function* verifySqlite({
  file,
  prefix = defaultPrefix,
  now = () => new Date(),
}: VerifySqliteOptions): AsyncGenerator<Violation, void> {
  if (!existsSync(file)) throw new Error(`there is no database ${file}: "tenantry init" makes one`);
  try {
    demandPresentSchema(await stateOf(file, { prefix }));
    const database = await whileBusy(() => connectReader(file));
    try {
      yield* foundIn(database, prefix, now);
    } finally {
      database.close();
    }
  } catch (fault) {
    throw isUnavailable(fault)
      ? new StoreUnavailable('the database cannot be read just now', { cause: fault })
      : fault;
  }
}

async function* foundIn(
  database: Database,
  prefix: string,
  now: () => Date,
): AsyncGenerator<Violation, void> {
  const run = runner(database);
  // A process that closes the file as its last user locks readers out for a moment.
  yield* await whileBusy(() => damage(database));
  yield* unknownOrphans(database, prefix);
  yield* verify({
    dialect: migratingDialect(database),
    prefix,
    now,
    run: async (statement) => {
      await others();
      return run(statement);
    },
  });
}

/** What SQLite itself finds wrong with the file: pages, indexes, values where none may be. */
function damage(database: Database): readonly Violation[] {
  const found: unknown = database.pragma('integrity_check');
  return (Array.isArray(found) ? found : [])
    .map((row) => textIn(row, 'integrity_check'))
    .filter((message) => message !== 'ok')
    .map((id) => ({
      invariant: 'INV3',
      check: 'damage to the file',
      table: 'sqlite_schema',
      id,
    }));
}

/**
 * Orphans by keys that `verify` does not know, in tables with our prefix; in those of ours alone
 * where that is none, and any table might be the host's.
 */
function* unknownOrphans(database: Database, prefix: string): Generator<Violation, void> {
  const ours = new Set<string>(checks.map(({ table }) => `${prefix}${table}`));
  const known = new Set(checks.map(({ table, column = '' }) => `${prefix}${table}.${column}`));
  const found = database.prepare(`
    select broken."table" as name, broken."rowid" as number, list."from" as column
      from pragma_foreign_key_check as broken
      join pragma_foreign_key_list(broken."table") as list on list.id = broken.fkid`);
  for (const row of found.iterate()) {
    const name = textIn(row, 'name');
    const column = textIn(row, 'column');
    const isOurs = prefix === '' ? ours.has(name) : name.startsWith(prefix);
    if (isOurs && !known.has(`${name}.${column}`))
      yield {
        invariant: 'INV3',
        check: 'orphan by a key of another',
        table: name.slice(prefix.length),
        column,
        id: textIn(row, 'number'),
      };
  }
}

const textIn = (row: unknown, column: string): string =>
  typeof row === 'object' && row !== null ? String(Reflect.get(row, column)) : '';
