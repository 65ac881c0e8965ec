import type { HostTransaction } from '@tenantry/domain';
import {
  type Call,
  endIn,
  type HostQuery,
  heldTransaction,
  inTurn,
  isOver,
  stillRuns,
  watch,
} from '@tenantry/sql';

import type { PgTypes } from './options.ts';
import { types } from './values.ts';

export const postgresDialect = 'postgres';

/** As much of a client of pg as is asked for. */
export interface PgClient {
  query(query: {
    readonly text: string;
    readonly values: unknown[];
    readonly types: PgTypes;
    readonly rowMode: undefined;
  }): Promise<{ readonly rows: readonly object[] }>;
  /** `T` in a transaction, `E` in one that has failed, `I` in none. */
  getTransactionStatus(): string | null;
}

/**
 * The transaction that is open on a client of pg, as `tx` of a use case. The host awaits `BEGIN`
 * before, and says `COMMIT` or `ROLLBACK` after. While a use case runs, what the host asks of the
 * client waits for it, and a commit is refused.
 *
 * Throws where no transaction is open, or one that has failed; a TypeError for a pool, each of whose
 * statements may go to another connection.
 */
export const fromPgClient = (client: PgClient): HostTransaction => {
  if (typeof client?.getTransactionStatus !== 'function')
    throw new TypeError('fromPgClient takes a client of pg: await pool.connect() gives one');
  demandOpen(client);
  return heldTransaction(postgresDialect, (work) => inTurn(client, () => hold(client, work)));
};

async function hold<T>(client: PgClient, work: (query: HostQuery) => Promise<T>): Promise<T> {
  let ended = false;
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
  const { asOurs, giveBack } = watch(client, 'query', (own) => (...given) => {
    const end = endIn(textOf(given[0]));
    if (end === 'commit' && !ended) return refused(given);
    ended ||= end === 'rollback';
    // What was asked for before a rollback must not land behind it.
    return ended ? own(...given) : later(settled, () => (ended ? refuseOver : own), given);
  });
  try {
    return await work(async (text, values) => {
      if (ended) throw isOver();
      if (!text.startsWith('ROLLBACK TO ')) demandOpen(client);
      const { rows } = await asOurs(() =>
        client.query({ text, values: [...values], types, rowMode: undefined }),
      );
      return rows;
    });
  } finally {
    giveBack();
    settle();
  }
}

const refuseOver: Call = () => {
  throw isOver();
};

/** What another asks is answered as ever, after the use case. */
function later(settled: Promise<void>, then: () => Call, given: readonly unknown[]): unknown {
  const answer = settled.then(() => then()(...given));
  const [first] = given;
  const callback = callbackOf(given);
  const isSubmitted = typeof first === 'object' && first !== null && 'submit' in first;
  if (callback === undefined && !isSubmitted) return answer;
  // A promise that nobody has would end the process.
  answer.catch((fault: unknown) => tell(callback, fault));
  return isSubmitted ? first : undefined;
}

function refused(given: readonly unknown[]): unknown {
  const callback = callbackOf(given);
  if (callback === undefined) return Promise.reject(stillRuns());
  queueMicrotask(() => {
    Reflect.apply(callback, undefined, [stillRuns()]);
  });
  return undefined;
}

function tell(called: ReturnType<typeof callbackOf>, fault: unknown): void {
  if (called !== undefined) Reflect.apply(called, undefined, [fault]);
}

const callbackOf = (given: readonly unknown[]) => given.find((each) => typeof each === 'function');

const textOf = (asked: unknown): string => {
  if (typeof asked === 'string') return asked;
  return typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '';
};

/** As of the last answer; nobody else has been served since. */
function demandOpen(client: PgClient): void {
  const status = client.getTransactionStatus();
  if (status === 'T') return;
  throw new Error(
    status === 'E'
      ? 'the transaction on this client has failed: roll it back'
      : 'no transaction is open on this client: await BEGIN first',
  );
}
