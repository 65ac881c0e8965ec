import type { Persistence } from '@tenantry/domain';
import { demandFit, joined, type MigrationState, migrator, repositories } from '@tenantry/sql';
import {
  type Connections,
  hostConnections,
  ownConnections,
  type PoolFigures,
} from './connections.ts';
import { away } from './faults.ts';
import { postgresFlavour } from './flavour.ts';
import { hostRules } from './host-rules.ts';
import { defaultPoolSize, type PooledOptions, type PostgresOptions } from './options.ts';
import { type Place, placeOf } from './place.ts';
import { prepare } from './prepare.ts';
import { reads } from './reads.ts';
import { sessionDialect } from './session-dialect.ts';
import { units } from './units.ts';

export interface PostgresPersistence extends Persistence {
  /** Rejects where the schema is none any more that this program may run on. */
  fits(): Promise<void>;
  /** How the pool stands; undefined where it is a host's. */
  connections(): PoolFigures | undefined;
}

/**
 * Persistence in a PostgreSQL database of version 15 or later, over connections of its own or those
 * of a host's pool. Any number of processes may share it.
 *
 * Throws an Error of one line, without the URL, where the server is too old, or may lose what it
 * acknowledges and `demandDurable` is set, or where the schema is outdated and `migrate` does not
 * allow to see to it; `StoreUnavailable` where the server cannot be reached, and a TypeError where
 * an option cannot be.
 */
export const openPostgres = async (
  options: PostgresOptions | PooledOptions,
): Promise<PostgresPersistence> => {
  await prepare(options);
  const place = placeOf(options);
  const connections =
    'pool' in options
      ? hostConnections(options.pool)
      : ownConnections(options.url, options.poolSize ?? defaultPoolSize);
  const both = repositories(postgresFlavour, place);
  const writing = units(connections, both);
  const reading = reads(connections, both);
  const hosts = joined(hostRules(both));
  const close = async (): Promise<void> => {
    await Promise.all([hosts.close(), writing.close(), reading.close()]);
    await connections.close();
  };
  let closing: Promise<void> | undefined;
  return {
    transact: writing.transact,
    read: reading.read,
    within: hosts.within,
    fits: async () => demandFit(await stateOver(connections, place), options.migrate ?? 'check'),
    connections: () => {
      const figures = connections.figures?.();
      return figures === undefined
        ? undefined
        : { ...figures, waiting: figures.waiting + writing.waiting() };
    },
    close: () => (closing ??= close()),
  };
};

/** Where the schema stands now. */
async function stateOver(connections: Connections, place: Place): Promise<MigrationState> {
  const session = await connections.take().catch(away);
  try {
    const state = await migrator(sessionDialect(session), place).state();
    session.release('usable');
    return state;
  } catch (fault) {
    session.release('unknown');
    throw fault;
  }
}

/**
 * Brings the database to the present schema; answers the names of the steps that were taken, none
 * where it is as new as this program, or newer. Throws as `openPostgres`, and where the database is
 * too new for this program.
 */
export const migratePostgres = (
  options: Omit<PostgresOptions, 'migrate'> | Omit<PooledOptions, 'migrate'>,
): Promise<readonly string[]> => prepare({ ...options, migrate: 'auto' });
