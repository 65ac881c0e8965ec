import type { HostTransaction, Persistence } from '@tenantry/domain';
import { type Law, type OpenStore, persistenceContract } from '@tenantry/testing';
import { rounds } from '../rounds.ts';

type InTransaction = <T>(work: (tx: HostTransaction) => Promise<T>) => Promise<T>;

/** A store each of whose units is the whole of a transaction of a host. */
export const throughHost = (
  { read, close, within }: Persistence,
  inTransaction: InTransaction,
): Persistence => {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  return {
    read,
    within,
    transact: (work) => {
      if (closed) return Promise.reject(new Error('the host has closed its database'));
      const unit = again(() => carriedThrough(inTransaction, (tx) => within(tx).transact(work)));
      running.add(unit);
      return unit.finally(() => running.delete(unit));
    },
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
      await close();
    },
  };
};

/** As any host does whose transaction PostgreSQL could not fit in with the others. */
async function again<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction();
    } catch (fault) {
      const code: unknown = fault instanceof Error ? Reflect.get(fault, 'code') : undefined;
      if (tries === 5 || (code !== '40001' && code !== '40P01')) throw fault;
    }
  }
}

/** What answers an error is not to be committed, and is no fault of the host's. */
async function carriedThrough<R extends { readonly ok: boolean }>(
  inTransaction: InTransaction,
  unit: (tx: HostTransaction) => Promise<R>,
): Promise<R> {
  const refused = new Error('not to be kept');
  const answers: R[] = [];
  try {
    return await inTransaction(async (tx) => {
      const result = await unit(tx);
      answers.push(result);
      if (!result.ok) throw refused;
      return result;
    });
  } catch (fault) {
    const [answer] = answers;
    if (fault === refused && answer !== undefined) return answer;
    throw fault;
  }
}

/** The laws of these names; the whole contract where there is time for it. */
export const contractOf = (names: RegExp, open: OpenStore): readonly Law[] =>
  persistenceContract(open).filter(({ name }) => rounds(1) > 1 || names.test(name));
