import { databaseOf, load, type Stores } from './store-packages.ts';

/** As `examineStore`, with whatever packages. */
export const examineOver = async (url: string, lapsedBefore: Date, stores: Stores) => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return { kind: database.kind };
    case 'sqlite': {
      const { examineSqlite } = await load(database.kind, stores.sqlite);
      const { file } = database;
      return { kind: database.kind, file, ...(await examineSqlite({ file, lapsedBefore })) };
    }
    case 'postgres': {
      const { examinePostgres } = await load(database.kind, stores.postgres);
      return {
        kind: database.kind,
        ...(await examinePostgres({ url: database.url, lapsedBefore })),
      };
    }
  }
};
