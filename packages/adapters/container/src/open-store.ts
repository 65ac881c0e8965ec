import type { ApplicationConfig, Migrate } from './application-config.ts';
import type { HostDatabase } from './host-database.ts';
import { isClient, isHandle, isKysely, isOnFile, isPool } from './host-kinds.ts';
import type { Store } from './store.ts';
import { databaseOf, installed, load, type Stores } from './store-packages.ts';
import { named } from './stores.ts';

/** A database, and what is asked of it when it is opened. */
export interface OpenedAs
  extends Pick<ApplicationConfig, 'database' | 'poolSize' | 'prefix' | 'schema'> {
  readonly migrate: Migrate;
  /** Refuses a server that would forget what it has acknowledged. */
  readonly demandDurable?: boolean;
}

/**
 * Opens the store that a URL names, or that stands beside the tables of a host. Throws an Error that
 * names the setting, and what to do.
 */
export const openStore = async (given: OpenedAs, stores: Stores = installed): Promise<Store> => {
  const database = typeof given.database === 'string' ? databaseOf(given.database) : given.database;
  if (!('kind' in database)) return openBeside(database, given, stores);
  if (database.kind !== 'postgres' && given.schema !== undefined)
    throw new TypeError('schema: PostgreSQL alone has schemas');
  switch (database.kind) {
    case 'memory':
      return (await load(database.kind, stores.memory)).memoryPersistence();
    case 'sqlite':
      return openFile(await load(database.kind, stores.sqlite), database.file, given);
    case 'postgres': {
      const size = given.poolSize === undefined ? {} : { poolSize: given.poolSize };
      return openServer(await load(database.kind, stores.postgres), given, {
        url: database.url,
        ...size,
      });
    }
  }
};

async function openBeside(database: HostDatabase, given: OpenedAs, stores: Stores): Promise<Store> {
  if (isPool(database))
    return openServer(await load('postgres', stores.postgres), given, { pool: database });
  if (!isOnFile(database))
    throw new TypeError(
      'database: must be a URL, a pool of pg, or a handle of better-sqlite3 or a kysely on SQLite',
    );
  const sqlite = await load('sqlite', stores.sqlite);
  return openFile(sqlite, await sqlite.fileOf(database), given);
}

type Sqlite = Awaited<ReturnType<Stores['sqlite']>>;
type Postgres = Awaited<ReturnType<Stores['postgres']>>;

async function openFile(
  { openSqlite, fromBetterSqlite3, fromKysely }: Sqlite,
  file: string,
  { migrate, prefix }: OpenedAs,
): Promise<Store> {
  const names = prefix === undefined ? {} : { prefix };
  const store = await named(openSqlite({ file, migrate, ...names }));
  return {
    ...store,
    txOf: (open) => {
      if (isKysely(open)) return fromKysely(open);
      if (isHandle(open)) return fromBetterSqlite3(open);
      throw new TypeError('txOf takes trx of a kysely on SQLite, or a handle of better-sqlite3');
    },
  };
}

async function openServer(
  { openPostgres, fromPgClient, fromKysely }: Postgres,
  { migrate, demandDurable = false, prefix, schema }: OpenedAs,
  over: Parameters<Postgres['openPostgres']>[0],
): Promise<Store> {
  const names = {
    ...(prefix === undefined ? {} : { prefix }),
    ...(schema === undefined ? {} : { schema }),
  };
  const store = await named(openPostgres({ ...over, migrate, demandDurable, ...names }));
  return {
    ...store,
    txOf: (open) => {
      if (isKysely(open)) return fromKysely(open);
      if (isClient(open)) return fromPgClient(open);
      throw new TypeError('txOf takes trx of a kysely on PostgreSQL, or a client of pg');
    },
  };
}
