import { AsyncLocalStorage } from 'node:async_hooks';
import { type Persistence, StoreUnavailable, type View } from '@tenantry/domain';
import type { Repositories, UnitState } from '@tenantry/sql';
import { aloneOn } from './alone.ts';
import { begin, type Connections } from './connections.ts';
import { away, endsSession, verdictOn } from './faults.ts';
import type { Session } from './session.ts';
import { type Transaction, transactionOn } from './transaction.ts';

interface Reading {
  readonly view: View;
  readonly state: UnitState;
}

/** A connection that went while nobody used it may be found out by the next one only. */
const mostTries = 3;
/** In milliseconds: who has waited for so long is not made to wait again. */
const patience = 2500;

/** Reads, each of one moment of the database. */
export const reads = (connections: Connections, repositories: Repositories) => {
  const inRead = new AsyncLocalStorage<Reading>();
  const running = new Set<Promise<unknown>>();
  let closed = false;

  const noted = <T>(under: Promise<T>): Promise<T> => {
    const way = under.finally(() => running.delete(way));
    running.add(way);
    return way;
  };

  const read: Persistence['read'] = (work, asks) => {
    // A read inside a read has its moment already, and might wait for a connection for ever.
    const outer = inRead.getStore();
    if (outer?.state.isLive() === true) return work(outer.view);
    if (closed) return Promise.reject(new StoreUnavailable('the database is closed'));
    return noted(insisting(() => once(work, asks)));
  };

  async function once<T>(work: (view: View) => Promise<T>, asks?: 'once'): Promise<T> {
    const session = await connections.take().catch(away);
    // A statement that is alone sees one moment anyway. Elsewhere its limits come with a transaction.
    if (asks === 'once' && session.isOurs === true) return alone(session, work);
    const transaction = transactionOn(session, begin.read(session));
    const { connection, state } = transaction;
    const view = repositories.view(connection);
    try {
      // Nothing that is committed from here on is seen, whatever work does before it asks.
      await transaction.begin();
      return await inRead.run({ view, state }, () => work(view));
    } catch (fault) {
      throw state.fault() ?? fault;
    } finally {
      // There is nothing to be kept: whoever asked need not wait for the end.
      void noted(leave(transaction, session));
    }
  }

  async function alone<T>(session: Session, work: (view: View) => Promise<T>): Promise<T> {
    const { connection, state, settle } = aloneOn(session);
    try {
      return await work(repositories.view(connection));
    } catch (fault) {
      throw state.fault() ?? fault;
    } finally {
      await settle();
      session.release(endsSession(state.fault()) ? 'unknown' : 'usable');
    }
  }

  return {
    read,
    close: async () => {
      closed = true;
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
};

async function insisting<T>(once: () => Promise<T>): Promise<T> {
  const start = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (fault) {
      if (verdictOn(fault) === 'fault') throw fault;
      const isLast = tries === mostTries || performance.now() - start > patience;
      if (isLast || !endsSession(fault))
        throw new StoreUnavailable('the database cannot be read just now', { cause: fault });
    }
  }
}

async function leave({ end }: Transaction, session: Session): Promise<void> {
  try {
    await end('ROLLBACK');
    session.release('usable');
  } catch {
    session.release('unknown');
  }
}
