import { type Figures, type Persistence, StoreUnavailable } from '@tenantry/domain';
import type { ApplicationConfig, Migrate } from './application-config.ts';
import { databaseOf, installed, load, type Stores } from './store-packages.ts';

/** A database, and what is asked of it when it is opened. */
export interface OpenedAs extends Pick<ApplicationConfig, 'database' | 'poolSize'> {
  readonly migrate: Migrate;
  /** Refuses a server that would forget what it has acknowledged. */
  readonly demandDurable?: boolean;
}

/** A store, with what some of them know of themselves. */
export interface Store extends Persistence {
  /** Rejects where the schema is none any more that this program may run on. */
  fits?(): Promise<void>;
  /** How the pool of connections stands. */
  connections?(): Figures['connections'];
}

/** Opens the store that a URL names. Throws an Error that names the setting, and what to do. */
export const openStore = async (
  { database: url, poolSize, migrate, demandDurable = false }: OpenedAs,
  stores: Stores = installed,
): Promise<Store> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return (await load(database, stores.memory)).memoryPersistence();
    case 'sqlite': {
      const { openSqlite } = await load(database, stores.sqlite);
      return named(openSqlite({ file: database.file, migrate }));
    }
    case 'postgres': {
      const { openPostgres } = await load(database, stores.postgres);
      const size = poolSize === undefined ? {} : { poolSize };
      return named(openPostgres({ url: database.url, migrate, demandDurable, ...size }));
    }
  }
};

/**
 * Brings the database that a URL names to the present schema, making it where it is missing, and
 * answers the steps that were taken. Throws as `openApplication` does for a URL that cannot be
 * opened.
 */
export const migrateStore = async (
  url: string,
  stores: Stores = installed,
): Promise<readonly string[]> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return [];
    case 'sqlite': {
      const { migrateSqlite } = await load(database, stores.sqlite);
      return named(migrateSqlite({ file: database.file }));
    }
    case 'postgres': {
      const { migratePostgres } = await load(database, stores.postgres);
      return named(migratePostgres({ url: database.url }));
    }
  }
};

/** Whatever goes wrong with a database is told with the setting that names it. */
const named = <T>(opening: Promise<T>): Promise<T> =>
  opening.catch((cause: unknown) => {
    const message = 'TENANTRY_DATABASE cannot be opened';
    throw cause instanceof StoreUnavailable
      ? new StoreUnavailable(message, { cause })
      : new Error(message, { cause });
  });
