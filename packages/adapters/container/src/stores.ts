import type { Persistence } from '@tenantry/domain';
import type { Migrate } from './application-config.ts';
import { type DatabaseUrl, parseDatabaseUrl } from './database-url.ts';

/** The packages of the stores, of which a host installs the one that it uses. */
const installed = {
  memory: () => import('@tenantry/memory'),
  sqlite: () => import('@tenantry/sqlite'),
};

export type Stores = Readonly<typeof installed>;

/** Opens the store that a URL names. Throws an Error that names the setting, and what to do. */
export const openStore = async (
  url: string,
  migrate: Migrate,
  stores: Stores = installed,
): Promise<Persistence> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return (await load(database, stores.memory)).memoryPersistence();
    case 'sqlite': {
      const { openSqlite } = await load(database, stores.sqlite);
      return named(openSqlite({ file: database.file, migrate }));
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
  }
};

/** Whatever goes wrong with a database is told with the setting that names it. */
const named = <T>(opening: Promise<T>): Promise<T> =>
  opening.catch((cause: unknown) => {
    throw new Error('TENANTRY_DATABASE cannot be opened', { cause });
  });

function databaseOf(url: string): DatabaseUrl {
  const parsed = parseDatabaseUrl(url);
  if (!parsed.ok) throw new Error(`TENANTRY_DATABASE: ${parsed.error}`);
  return parsed.value;
}

async function load<Store>({ kind }: DatabaseUrl, store: () => Promise<Store>): Promise<Store> {
  const name = `@tenantry/${kind}`;
  try {
    return await store();
  } catch (cause) {
    if (!isMissing(name, cause)) throw cause;
    throw new Error(`TENANTRY_DATABASE: ${kind}: needs the package ${name}; please install it`, {
      cause,
    });
  }
}

/** The package itself, not something that it needs. */
const isMissing = (name: string, fault: unknown): boolean =>
  fault instanceof Error &&
  Reflect.get(fault, 'code') === 'ERR_MODULE_NOT_FOUND' &&
  fault.message.includes(`'${name}'`);
