import { StoreUnavailable } from '@tenantry/domain';
import { demandPresentSchema, migrator, type Ready, type Violation, verify } from '@tenantry/sql';
import { ownConnections } from './connections.ts';
import { verdictOn } from './faults.ts';
import { openingWait } from './limits.ts';
import type { PostgresOptions } from './options.ts';
import { placeOf } from './place.ts';
import { rowsOf } from './rows.ts';
import { sessionDialect } from './session-dialect.ts';

export interface VerifyPostgresOptions extends Pick<PostgresOptions, 'url' | 'prefix' | 'schema'> {
  /** The time, which leases are held against; this machine's where nothing is said. */
  readonly now?: () => Date;
}

/** A quarter of an hour, in milliseconds: tables are read from end to end. */
const longestStatement = 900_000;

/**
 * Finds what breaks the invariants of a database, which others may be using, over one connection
 * that cannot write. Throws, saying what helps, where the schema is not the present one, and
 * `StoreUnavailable` where the database cannot be reached, or goes away meanwhile.
 */
export async function* verifyPostgres({
  url,
  now = () => new Date(),
  ...options
}: VerifyPostgresOptions): AsyncGenerator<Violation, void> {
  const place = placeOf(options);
  const connections = ownConnections(url, 1, openingWait);
  try {
    const session = await connections.take();
    try {
      const dialect = sessionDialect(session);
      demandPresentSchema(await migrator(dialect, place).state());
      await session.send('SET default_transaction_read_only = on');
      await session.send(`SET statement_timeout = ${longestStatement}`);
      const run = async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> => {
        const { rows } = await session.send(sql, parameters, longestStatement);
        return rowsOf<Row>(rows);
      };
      yield* verify({ dialect, ...place, now, run });
    } finally {
      // It has settings that nobody else wants.
      session.release('unknown');
    }
  } catch (fault) {
    throw verdictOn(fault) === 'unavailable'
      ? new StoreUnavailable('the database cannot be reached', { cause: fault })
      : fault;
  } finally {
    await connections.close();
  }
}
