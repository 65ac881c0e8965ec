import { StoreUnavailable } from '@tenantry/domain';
import { migrator, prepareSchema } from '@tenantry/sql';
import { type Connections, hostConnections, ownConnections } from './connections.ts';
import { verdictOn } from './faults.ts';
import { keepOrder } from './keep-order.ts';
import { openingWait } from './limits.ts';
import type { PooledOptions, PostgresOptions } from './options.ts';
import { type Place, placeOf } from './place.ts';
import { demandServer } from './server.ts';
import { sessionDialect } from './session-dialect.ts';

/**
 * Sees to server and schema before a store is opened; answers the names of the steps that were
 * taken. Throws an Error of one line: `StoreUnavailable` where the server cannot be reached,
 * `TypeError` where the options cannot be.
 */
export const prepare = async (
  options: PostgresOptions | PooledOptions,
): Promise<readonly string[]> => {
  const place = placeOf(options);
  const connections =
    'pool' in options ? hostConnections(options.pool) : ownConnections(options.url, 1, openingWait);
  try {
    return await prepareOver(connections, options, place);
  } catch (fault) {
    if (verdictOn(fault) !== 'unavailable') throw fault;
    throw new StoreUnavailable('the database cannot be reached', { cause: fault });
  } finally {
    await connections.close();
  }
};

async function prepareOver(
  connections: Connections,
  { migrate = 'check', demandDurable = false }: Omit<PooledOptions, 'pool'>,
  place: Place,
): Promise<readonly string[]> {
  const session = await connections.take();
  try {
    await demandServer(session, demandDurable);
    const dialect = sessionDialect(session);
    const taken = await prepareSchema(migrator(dialect, place), migrate);
    await keepOrder(dialect, place);
    session.release('usable');
    return taken;
  } catch (fault) {
    session.release('unknown');
    throw fault;
  }
}
