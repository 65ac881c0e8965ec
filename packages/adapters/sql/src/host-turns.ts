import type { HostTransaction } from '@tenantry/domain';
import { demandRows } from './host-rows.ts';

export type HostQuery = HostTransaction['query'];

/** Runs what needs several statements while nobody else is served in the transaction. */
export type Alone = <T>(work: (query: HostQuery) => Promise<T>) => Promise<T>;

interface Turns {
  last: Promise<unknown>;
  waiting: number;
}

const turnsOn = new WeakMap<object, Turns>();

/** One after another for each key: a connection, or what stands for it. */
export const inTurn = <T>(key: object, run: () => Promise<T>): Promise<T> => {
  const turns = turnsOn.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  turnsOn.set(key, turns);
  turns.waiting++;
  const turn = turns.last.then(run).finally(() => {
    turns.waiting--;
  });
  turns.last = turn.catch(() => undefined);
  return turn;
};

/** Whether anybody has a turn, or waits for one. */
export const isTaken = (key: object): boolean => (turnsOn.get(key)?.waiting ?? 0) > 0;

const known = new WeakMap<HostTransaction, Alone>();

/** A transaction of a host over a driver that is known well enough to be held for a while. */
export const heldTransaction = (dialect: string, alone: Alone): HostTransaction => {
  const transaction: HostTransaction = Object.freeze({
    dialect,
    query: (text: string, values: readonly unknown[]) => alone((query) => query(text, values)),
  });
  known.set(transaction, alone);
  return transaction;
};

/** Over any other driver, what goes through one and the same object takes turns. */
export const aloneIn = (transaction: HostTransaction): Alone =>
  known.get(transaction) ??
  ((work) =>
    inTurn(transaction, () =>
      work(async (text, values) => demandRows(await transaction.query(text, values))),
    ));
