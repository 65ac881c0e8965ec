import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
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
}

export const migratingDialect = (database: SqliteDatabase): SqliteDialect =>
  new MigratingDialect(database);
