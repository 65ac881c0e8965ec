import { openingWait, transactionLimits } from './limits.ts';
import type { PgPoolClient } from './options.ts';
import { types } from './values.ts';

/**
 * Whether a new connection leads to a process of the server that is ours for as long as the connection is;
 * if so, it gets our limits. What stands between and hands on processes tells each client a number of
 * its own making, and not that of a process; there nothing is set, and each transaction brings its limits.
 */
export const isDirect = async (client: Pick<PgPoolClient, 'query'>): Promise<boolean> => {
  const process: unknown = Reflect.get(client, 'processID');
  if (typeof process !== 'number') return false;
  const { rows } = await client.query({
    text: `select case when pg_backend_pid() = ${process} then ${limited} end as limited`,
    types,
    query_timeout: openingWait,
  });
  return rows.some((row) => 'limited' in row && row.limited !== null);
};

/** What a transaction is that says nothing else, whatever the server, the database or the role say. */
const settings: Readonly<Record<string, string | number>> = {
  ...transactionLimits,
  default_transaction_isolation: 'read committed',
};

const limited = Object.entries(settings)
  .map(([name, value]) => `set_config('${name}', '${value}', false)`)
  .join(' || ');
