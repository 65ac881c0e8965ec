import { databaseOf, installed, load, type Stores } from './store-packages.ts';

/**
 * The steps of the schema as SQL text, in the dialect of the database that a URL names: each headed
 * by its name in a comment. The database is neither opened nor asked. Empty for one that has no
 * schema. Throws as `openApplication` does for a URL that cannot be opened.
 */
export const migrationSql = async (url: string, stores: Stores = installed): Promise<string> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return '';
    case 'sqlite':
      return (await load(database.kind, stores.sqlite)).sqliteMigrationSql();
    case 'postgres':
      return (await load(database.kind, stores.postgres)).postgresMigrationSql();
  }
};
