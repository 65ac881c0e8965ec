import { StoreUnavailable } from '@tenantry/domain';
import { countLapsed, demandFit, migrator, type Ready } from '@tenantry/sql';
import { ownConnections } from './connections.ts';
import { verdictOn } from './faults.ts';
import { openingWait } from './limits.ts';
import type { PostgresOptions } from './options.ts';
import { placeOf } from './place.ts';
import { rowsOf } from './rows.ts';
import { problemOf, type Server } from './server.ts';
import type { Session } from './session.ts';
import { sessionDialect } from './session-dialect.ts';

/** What is to be known of a server and its database before anybody relies on them. */
export interface ExaminedPostgres {
  /** Such as `18.4`. */
  readonly version: string;
  /** Why it cannot be used at all, in one line; absent where it can. */
  readonly problem?: string;
  /** Which of `fsync`, `synchronous_commit` and `full_page_writes` are off: it may forget then. */
  readonly forgetful: readonly string[];
  readonly timeZone: string;
  /** Seconds by which its clock is ahead of this machine's; less than 0 where it is behind. */
  readonly ahead: number;
  /** How many connections it takes from everybody, and how many there are now. */
  readonly most: number;
  readonly used: number;
  /** It only reads: a standby, or a server that was told so. */
  readonly isReadOnly: boolean;
  /** Why this program does not run on its schema, and what helps; absent where it does. */
  readonly unfit?: string;
  /** Rows that were over before `lapsedBefore`; absent where the schema does not fit. */
  readonly lapsed?: number;
}

export interface ExaminePostgresOptions extends Pick<PostgresOptions, 'url' | 'prefix' | 'schema'> {
  readonly lapsedBefore: Date;
}

interface Row extends Server {
  readonly shown: string;
  readonly full_page_writes: string;
  readonly zone: string;
  readonly now: string;
  readonly most: number;
  readonly used: number;
  readonly read_only: boolean;
}

const question = `SELECT current_setting('server_version_num')::int AS version,
  split_part(current_setting('server_version'), ' ', 1) AS shown,
  current_setting('server_encoding') AS encoding,
  current_setting('fsync') AS fsync,
  current_setting('synchronous_commit') AS synchronous_commit,
  current_setting('full_page_writes') AS full_page_writes,
  current_setting('TimeZone') AS zone,
  (extract(epoch from clock_timestamp()) * 1000)::text AS now,
  current_setting('max_connections')::int AS most,
  (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS used,
  (pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on') AS read_only`;

const mayBeOff = ['fsync', 'synchronous_commit', 'full_page_writes'] as const;

/**
 * Looks at a server and its database over one connection that cannot write. Throws where the server
 * refuses it, and `StoreUnavailable` where it cannot be reached.
 */
export const examinePostgres = async ({
  url,
  lapsedBefore,
  ...options
}: ExaminePostgresOptions): Promise<ExaminedPostgres> => {
  const place = placeOf(options);
  const connections = ownConnections(url, 1, openingWait);
  try {
    const session = await connections.take();
    try {
      const server = await askedOf(session);
      const dialect = sessionDialect(session);
      const unfit = unfitFor(await migrator(dialect, place).state());
      if (unfit !== undefined) return { ...server, unfit };
      await session.send('SET default_transaction_read_only = on');
      const run = async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> =>
        rowsOf<Row>((await session.send(sql, parameters)).rows);
      return { ...server, lapsed: await countLapsed({ dialect, ...place, run }, lapsedBefore) };
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
};

async function askedOf(session: Session): Promise<ExaminedPostgres> {
  const asked = Date.now();
  const [row] = rowsOf<Row>((await session.send(question)).rows);
  if (row === undefined) throw new Error('the server has no answer');
  // It looked at its clock somewhere between the question and the answer.
  const meanwhile = (asked + Date.now()) / 2;
  const problem = problemOf(row, false);
  return {
    version: row.shown,
    ...(problem === undefined ? {} : { problem }),
    forgetful: mayBeOff.filter((name) => row[name] === 'off'),
    timeZone: row.zone,
    ahead: (Number(row.now) - meanwhile) / 1000,
    most: row.most,
    used: row.used,
    isReadOnly: row.read_only,
  };
}

function unfitFor(state: Parameters<typeof demandFit>[0]): string | undefined {
  try {
    demandFit(state, 'check');
    return undefined;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
