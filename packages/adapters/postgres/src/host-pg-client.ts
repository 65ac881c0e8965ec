import type { HostTransaction } from '@tenantry/domain';
import {
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
  const open = openOn(client);
  return heldTransaction(postgresDialect, (work) => inTurn(client, () => hold(client, open, work)));
};

/** A transaction, for as long as nobody has asked for its end. */
interface Open {
  isOver: boolean;
}

const known = new WeakMap<PgClient, Open>();

/** Looks on until the end is asked for: a `tx` that nobody has used by then is of no use after it. */
function openOn(client: PgClient): Open {
  const present = known.get(client);
  if (present !== undefined) return present;
  const open: Open = { isOver: false };
  known.set(client, open);
  const { giveBack } = watch(client, 'query', (own) => (...given) => {
    if (endIn(textOf(given[0])) !== undefined) {
      open.isOver = true;
      known.delete(client);
      giveBack();
    }
    return own(...given);
  });
  return open;
}

async function hold<T>(
  client: PgClient,
  open: Open,
  work: (query: HostQuery) => Promise<T>,
): Promise<T> {
  const { promise: settled, resolve: settle } = Promise.withResolvers<void>();
  const { asOurs, giveBack } = watch(client, 'query', (own) => (...given) => {
    const end = endIn(textOf(given[0]));
    if (end === 'commit' && !open.isOver) return refuse(given, stillRuns());
    open.isOver ||= end === 'rollback';
    if (open.isOver) return own(...given);
    // What was asked for before a rollback must not land behind it.
    return later(settled, given, () => (open.isOver ? refuse(given, isOver()) : own(...given)));
  });
  try {
    return await work(async (text, values) => {
      if (open.isOver) throw isOver();
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

/** What another asks is answered as ever, after the use case. */
function later(settled: Promise<void>, given: readonly unknown[], ask: () => unknown): unknown {
  const answer = settled.then(ask);
  const tell = toldBy(given);
  if (tell === undefined) return answer;
  // Nobody has the promise: what it rejects with would end the process.
  answer.catch(tell);
  return given.find(isSubmittable);
}

/** As pg answers a query that cannot be: by what is called, or with a promise. */
function refuse(given: readonly unknown[], fault: Error): unknown {
  const tell = toldBy(given);
  if (tell === undefined) return Promise.reject(fault);
  tell(fault);
  return given.find(isSubmittable);
}

/**
 * Undefined where a promise tells how a query has fared. Nobody is called at once, nor as part of a
 * promise, which would keep what they throw.
 */
function toldBy(given: readonly unknown[]): ((fault: unknown) => void) | undefined {
  const callback = given.find((each) => typeof each === 'function');
  const query = given.find(isSubmittable);
  if (callback === undefined && query === undefined) return undefined;
  return (fault) =>
    queueMicrotask(() => {
      if (callback === undefined) query?.handleError(fault);
      else Reflect.apply(callback, undefined, [fault]);
    });
}

/** A query that is an object of its own, as cursors and streams are. */
interface Submittable {
  handleError(fault: unknown): void;
}

const isSubmittable = (asked: unknown): asked is Submittable =>
  typeof asked === 'object' && asked !== null && 'submit' in asked && 'handleError' in asked;

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
