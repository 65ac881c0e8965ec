import type { ExaminedStore } from './examined-store.ts';
import { type Finding, fail, judged, warn } from './finding.ts';
import { lookAtPostgres } from './look-at-postgres.ts';
import { lookAtSqlite } from './look-at-sqlite.ts';
import { databaseOf, load, type Stores } from './store-packages.ts';

/** As `examineStore`, with whatever packages. */
export const examineOver = async (
  url: string,
  lapsedBefore: Date,
  stores: Stores,
): Promise<ExaminedStore> => {
  const database = databaseOf(url);
  switch (database.kind) {
    case 'memory':
      return { findings: [inMemory], mayBeOpened: false };
    case 'sqlite': {
      const { examineSqlite } = await load(database.kind, stores.sqlite);
      const { file } = database;
      const found = await examineSqlite({ file, lapsedBefore });
      // Whoever opens a file of another journal changes it.
      return examined(lookAtSqlite({ ...found, file }), found, found.journal === 'wal');
    }
    case 'postgres': {
      const { examinePostgres } = await load(database.kind, stores.postgres);
      const found = await examinePostgres({ url: database.url, lapsedBefore });
      return examined(lookAtPostgres(found), found, true);
    }
  }
};

const inMemory: Finding = {
  check: 'database',
  ...warn('all that is kept is gone when the process ends', 'set TENANTRY_DATABASE to keep it'),
};

function examined(
  findings: readonly Finding[],
  { unfit, lapsed }: { readonly unfit?: string; readonly lapsed?: number },
  staysAsItIs: boolean,
): ExaminedStore {
  const schema = judged(
    'schema',
    'as this program has it',
    unfit !== undefined && fail(unfit, 'run "tenantry migrate", or the release that fits'),
  );
  return {
    findings: [...findings, schema],
    ...(lapsed === undefined ? {} : { lapsed }),
    mayBeOpened: unfit === undefined && staysAsItIs,
  };
}
