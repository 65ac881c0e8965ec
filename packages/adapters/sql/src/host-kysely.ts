import type { HostTransaction } from '@tenantry/domain';
import {
  CompiledQuery,
  type DatabaseConnection,
  type QueryExecutor,
  type QueryExecutorProvider,
  sql,
} from 'kysely';
import { endIn, isOver, stillRuns, watch } from './host-ends.ts';
import { type HostQuery, heldTransaction } from './host-turns.ts';

/** As much of kysely's `Transaction` and `ControlledTransaction` as is asked for. */
export interface KyselyTransaction extends QueryExecutorProvider {
  readonly isTransaction: boolean;
  withoutPlugins(): QueryExecutorProvider;
}

/**
 * The transaction of a host that uses kysely, on SQLite or PostgreSQL, as `tx` of a use case. The
 * host's plugins stay away from our statements. While a use case runs, what the host asks of `trx`
 * waits for it, and a commit is refused. Throws a TypeError for what is no transaction.
 */
export const fromKysely = (trx: KyselyTransaction): HostTransaction => {
  if (!trx?.isTransaction)
    throw new TypeError('fromKysely takes what db.transaction().execute() hands to its callback');
  const plain = trx.withoutPlugins();
  const executor = plain.getExecutor();
  return heldTransaction(dialectOf(plain), async (work) =>
    executor.provideConnection((connection) => hold(connection, executor, work)),
  );
};

/** Nobody else gets the connection while it is provided; only the end of a transaction goes by that. */
async function hold<T>(
  connection: DatabaseConnection,
  executor: QueryExecutor,
  work: (query: HostQuery) => Promise<T>,
): Promise<T> {
  let ended = false;
  const { asOurs, giveBack } = watch(connection, 'executeQuery', (own) => (query, ...options) => {
    const end = endIn(textOf(query));
    if (end === 'commit' && !ended) return Promise.reject(stillRuns());
    ended ||= end === 'rollback';
    return own(query, ...options);
  });
  const held: DatabaseConnection = {
    executeQuery: async (query, options) => {
      if (ended) throw isOver();
      return asOurs(() => connection.executeQuery(query, options));
    },
    streamQuery: (query, size, options) => connection.streamQuery(query, size, options),
  };
  // It asks at each statement whether the transaction is still open.
  const asking = executor.withConnectionProvider({ provideConnection: (run) => run(held) });
  try {
    return await work(async (text, values) => {
      const { rows } = await asking.executeQuery<object>(CompiledQuery.raw(text, [...values]));
      return rows;
    });
  } finally {
    giveBack();
  }
}

const textOf = (query: unknown): string =>
  typeof query === 'object' && query !== null && 'sql' in query ? String(query.sql) : '';

/** By how it writes: a dialect of somebody else's has classes of its own. */
function dialectOf(plain: QueryExecutorProvider): string {
  switch (sql`${sql.ref('a')} = ${1}`.compile(plain).sql) {
    case '"a" = $1':
      return 'postgres';
    case '"a" = ?':
      return 'sqlite';
    default:
      throw new TypeError('fromKysely knows transactions of SQLite and PostgreSQL alone');
  }
}
