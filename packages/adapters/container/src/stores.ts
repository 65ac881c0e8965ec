import { StoreUnavailable } from '@tenantry/domain';
import { databaseOf, load, type Stores } from './store-packages.ts';

/** As `migrateStore`, with whatever packages. */
export const migrateOver = async (url: string, stores: Stores): Promise<readonly string[]> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return [];
    case 'sqlite': {
      const { migrateSqlite } = await load(database.kind, stores.sqlite);
      return named(migrateSqlite({ file: database.file }));
    }
    case 'postgres': {
      const { migratePostgres } = await load(database.kind, stores.postgres);
      return named(migratePostgres({ url: database.url }));
    }
  }
};

/** Whatever goes wrong with a database is told with the setting that names it. */
export const named = <T>(opening: Promise<T>): Promise<T> =>
  opening.catch((cause: unknown) => {
    const message = 'TENANTRY_DATABASE cannot be opened';
    throw cause instanceof StoreUnavailable
      ? new StoreUnavailable(message, { cause })
      : new Error(message, { cause });
  });
