import type { HostTransaction } from '@tenantry/domain';
import {
  demandNamed,
  type HostQuery,
  type HostRules,
  isOver,
  Overtaken,
  type Repositories,
} from '@tenantry/sql';
import { postgresDialect } from './host-pg-client.ts';

/** SQLSTATE: locks, statements and resources that were waited for in vain. */
const later = ['55P03', '57014', '53100', '53200', '53300'];
/** SQLSTATE: unique violation, which an UPDATE alone meets; what a row names is gone meanwhile. */
const overtaken = ['23505', '23503'];
const failedTransaction = '25P02';

/** When each transaction was begun: no two of a session were at one time. */
type Begun = WeakMap<HostTransaction, unknown>;

export const hostRules = (repositories: Repositories): HostRules => {
  const begun: Begun = new WeakMap();
  return {
    dialect: postgresDialect,
    repositories,
    meet: async (query, transaction) => {
      const rows = await asked(query, `SELECT ${moment} AS begun_at`, []);
      demandNamed(rows, 'begun_at');
      begun.set(transaction, rows[0]?.begun_at);
    },
    enter: async (query, transaction) => {
      const met = begun.get(transaction);
      const [{ begun_at: at, lock, isolation } = none] = await asked(query, limited, [met]);
      // A use case that was not awaited, on a connection that is somebody else's by now.
      if (at !== met) throw isOver();
      return {
        seesOneMoment: isolation !== 'read committed' && isolation !== 'read uncommitted',
        leave: async () => {
          if (lock === unlimited) await query(setLock, [unlimited]);
        },
      };
    },
    isUnavailable: (fault) => later.includes(stateOf(fault)),
    // A serialization failure or a deadlock is the host's to answer: its whole transaction has to
    // be run again, and that tells it so.
    mayRunAgain: (fault) => fault instanceof Overtaken || overtaken.includes(stateOf(fault)),
    outlivesFaults: false,
  };
};

/** In no form that a setting of the host's could change. */
const moment = 'extract(epoch from now())::text';

const unlimited = '0';
const setLock = "SELECT set_config('lock_timeout', $1, true)";

/** A host that waits for a lock for ever does not so for ours; whatever limit it has stays. */
const limited = `SELECT ${moment} AS begun_at,
  current_setting('lock_timeout') AS lock,
  current_setting('transaction_isolation') AS isolation,
  CASE WHEN ${moment} = $1 AND current_setting('lock_timeout') = '${unlimited}'
    THEN set_config('lock_timeout', '2s', true) END AS limited`;

interface Asked {
  readonly begun_at?: unknown;
  readonly lock?: unknown;
  readonly isolation?: unknown;
}

const none: Asked = {};

async function asked(
  query: HostQuery,
  text: string,
  values: readonly unknown[],
): Promise<readonly Asked[]> {
  try {
    return await query(text, values);
  } catch (cause) {
    // These stand outside the savepoints: what they wait for in vain fails all of the transaction.
    throw [failedTransaction, ...later].includes(stateOf(cause))
      ? new Error('the transaction of the host has failed: roll it back', { cause })
      : cause;
  }
}

/** Of any copy of the driver, and of those who wrap what it throws. */
const stateOf = (fault: unknown): string => {
  if (!(fault instanceof Error)) return '';
  const code: unknown = Reflect.get(fault, 'code');
  return typeof code === 'string' ? code : stateOf(fault.cause);
};
