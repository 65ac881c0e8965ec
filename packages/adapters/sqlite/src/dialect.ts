import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely';
import { whileBusy } from './busy.ts';

/** In milliseconds: who comes while another migrates waits for a step, which takes what it takes. */
const patience = 60_000;

/** A deferred transaction would take its lock at the first write, and fail there. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const begin = CompiledQuery.raw('begin immediate');
    await whileBusy(() => connection.executeQuery(begin), patience);
  }
}

/**
 * Puts a plus before each parameter, which changes no value: SQLite parses a statement anew after each
 * parameter that it could plan by, as in `LIMIT ?`, and better-sqlite3 clears all of them after each call.
 * A parsed statement would be one that is parsed each time.
 */
class ParsedOnceCompiler extends SqliteQueryCompiler {
  override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** kysely's dialect with one lock for all who migrate, which the stock one does not take. */
class MigratingDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver({ database: this.#database });
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new ParsedOnceCompiler();
  }
}

export const migratingDialect = (database: SqliteDatabase): SqliteDialect =>
  new MigratingDialect(database);
