import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type HostTransaction,
  type Persistence,
  type Result,
  StoreUnavailable,
  type Unit,
  type View,
} from '@tenantry/domain';
import { type HostConnection, hostConnection } from './host-connection.ts';
import { inEntered, unavailable } from './host-entered.ts';
import type { Entered, HostRules } from './host-rules.ts';
import { inSavepoint, Lost } from './host-savepoint.ts';
import { type Alone, aloneIn, type HostQuery } from './host-turns.ts';

/** A unit, or a read, that is under way. */
interface Turn {
  readonly transaction: HostTransaction;
  readonly connection: HostConnection;
  readonly view: View;
}

/**
 * A store inside transactions of hosts: each unit is a savepoint, and a read is no more than its
 * statements. Nothing here begins, commits or rolls back a transaction.
 */
export const joined = (rules: HostRules): Pick<Persistence, 'within' | 'close'> => {
  const { repositories } = rules;
  const turns = new AsyncLocalStorage<Turn>();
  const met = new WeakSet<HostTransaction>();

  const running = new Set<Promise<unknown>>();
  let closed = false;
  /** `close` waits for it. */
  const counted = <T>(run: Promise<T>): Promise<T> => {
    const ended = run.finally(() => running.delete(ended));
    running.add(ended);
    return ended;
  };

  const within: Persistence['within'] = (transaction) => {
    const held = aloneIn(checked(transaction, rules.dialect));

    const alone: Alone = (work) =>
      held(async (query) => {
        if (!met.has(transaction)) await rules.meet(query, transaction);
        met.add(transaction);
        return work(query);
      });

    const turnOn = (connection: HostConnection): Turn => ({
      transaction,
      connection,
      view: repositories.view(connection),
    });

    const unit = <T, E>(
      query: HostQuery,
      entered: Entered,
      work: (unit: Unit) => Promise<Result<T, E>>,
    ): Promise<Result<T, E>> =>
      inSavepoint(
        query,
        entered.query ?? query,
        ({ ok }) => ok,
        async () => {
          const connection = hostConnection(entered.query ?? query, entered);
          try {
            const result = await turns.run(turnOn(connection), () =>
              work(repositories.unit(connection)),
            );
            await connection.end();
            if (result.ok) connection.demandUnspent();
            return result;
          } finally {
            await connection.end();
          }
        },
      );

    return {
      transact: async (work) => {
        if (turns.getStore()?.connection.isLive() === true)
          throw new Error('transact inside transact: pass the unit on instead');
        if (closed) throw new Error('the database is closed');
        try {
          return await counted(
            alone(async (query) => {
              const entered = await rules.enter(query, transaction);
              return inEntered(rules, entered, () => unit(query, entered, work));
            }),
          );
        } catch (fault) {
          // What failed outside a savepoint has left the host's transaction as it was, or failed.
          if (!rules.outlivesFaults || fault instanceof Lost || !rules.isUnavailable(fault))
            throw fault;
          return unavailable;
        }
      },

      read: async (work) => {
        const outer = turns.getStore();
        // It would wait for what it is a part of.
        if (outer?.transaction === transaction && outer.connection.isLive())
          return work(outer.view);
        if (closed) throw new StoreUnavailable('the database is closed');
        return counted(
          alone(async (query) => {
            const turn = turnOn(hostConnection(query));
            try {
              return await turns.run(turn, () => work(turn.view));
            } catch (fault) {
              throw rules.outlivesFaults && rules.isUnavailable(fault)
                ? new StoreUnavailable('the database cannot be read just now', { cause: fault })
                : fault;
            } finally {
              await turn.connection.end();
            }
          }),
        );
      },
    };
  };

  return {
    within,
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
    },
  };
};

function checked(transaction: HostTransaction, dialect: string): HostTransaction {
  if (typeof transaction?.query !== 'function' || typeof transaction.dialect !== 'string')
    throw new TypeError('tx is no transaction of a host: fromKysely and its like make one');
  if (transaction.dialect !== dialect)
    throw new TypeError(`tx is a transaction of ${transaction.dialect}, the store is ${dialect}`);
  return transaction;
}
