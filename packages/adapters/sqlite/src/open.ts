import { type Persistence, StoreUnavailable } from '@tenantry/domain';
import { demandFit, joined, repositories } from '@tenantry/sql';
import { isBusy, whileBusy } from './busy.ts';
import { migratingDialect } from './dialect.ts';
import { connect, connectReader, prepare, stateOf } from './file.ts';
import { hostRules } from './host-rules.ts';
import { defaultPrefix, type SqliteOptions } from './options.ts';
import { reader } from './reader.ts';
import { writer } from './writer.ts';

export interface SqlitePersistence extends Persistence {
  /** Rejects where the file's schema is none any more that this program may run on. */
  fits(): Promise<void>;
}

/**
 * Persistence in one SQLite file, over two connections of its own: one that writes, one that
 * reads. Several processes may open the same file. Throws, naming the command that helps, where
 * the file is missing or outdated and `migrate` does not allow to see to it, and `StoreUnavailable`
 * where another process keeps it locked.
 */
export const openSqlite = async ({
  file,
  migrate = 'check',
  prefix = defaultPrefix,
}: SqliteOptions): Promise<SqlitePersistence> => {
  await prepare(file, migrate, { prefix }).catch(locked);
  const writing = await connect(file).catch(locked);
  const reading = await whileBusy(() => connectReader(file)).catch((fault: unknown) => {
    writing.close();
    return locked(fault);
  });
  const both = repositories({ dialect: migratingDialect(writing) }, { prefix });
  const units = writer(writing, both);
  const reads = reader(reading, both);
  const hosts = joined(hostRules(both));
  return {
    transact: units.transact,
    read: reads.read,
    within: hosts.within,
    fits: async () => demandFit(await whileBusy(() => stateOf(file, { prefix })), migrate),
    close: async () => {
      await hosts.close();
      await units.close();
      await reads.close();
      reading.close();
      writing.close();
    },
  };
};

/**
 * Brings the file to the present schema, making it where it is missing; answers the steps taken,
 * none where it is as new as this program, or newer. Throws where it is too new for it.
 */
export const migrateSqlite = async ({
  file,
  prefix = defaultPrefix,
}: Omit<SqliteOptions, 'migrate'>): Promise<readonly string[]> =>
  prepare(file, 'auto', { prefix }).catch(locked);

function locked(fault: unknown): never {
  throw isBusy(fault)
    ? new StoreUnavailable('another process keeps the database locked', { cause: fault })
    : fault;
}
