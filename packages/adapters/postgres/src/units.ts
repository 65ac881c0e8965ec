import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { err, type Later, type Persistence, type Result, type Unit } from '@tenantry/domain';
import type { Repositories, UnitState } from '@tenantry/sql';
import { begin, type Connections } from './connections.ts';
import { away, endsSession, isRefusal, mayBeOurs, NotSent, verdictOn } from './faults.ts';
import { gate } from './gate.ts';
import { commitWait, connectionWait } from './limits.ts';
import type { Session } from './session.ts';
import { type Transaction, transactionOn } from './transaction.ts';

/** How often a unit is tried that somebody was in the way of. */
const mostTries = 5;
/** In milliseconds, times the tries so far. */
const longestPause = 20;
/** In milliseconds: who has waited for so long is not made to wait again. */
const patience = 2500;

/** Nothing of the unit was kept, and it may be run again; its cause says why. */
class Undone extends Error {}

/** The unit may have been kept, though the answer is lost: nobody may do it again unasked. */
class Unknown extends Error {}

/** Units, each in a transaction of its own on a connection of its own, side by side. */
export const units = (connections: Connections, repositories: Repositories) => {
  const inUnit = new AsyncLocalStorage<UnitState>();
  const places = gate(connections.mostUnits, connectionWait);
  const running = new Set<Promise<unknown>>();
  let closed = false;

  const transact: Persistence['transact'] = (work) => {
    if (inUnit.getStore()?.isLive() === true)
      return Promise.reject(new Error('transact inside transact: pass the unit on instead'));
    if (closed) return Promise.reject(new Error('the database is closed'));
    const unit = insisting(() => once(work)).finally(() => running.delete(unit));
    running.add(unit);
    return unit;
  };

  async function once<T, E>(work: (unit: Unit) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    await places.enter();
    try {
      return await onSession(await connections.take().catch(away), work);
    } finally {
      places.leave();
    }
  }

  async function onSession<T, E>(
    session: Session,
    work: (unit: Unit) => Promise<Result<T, E>>,
  ): Promise<Result<T, E>> {
    const transaction = transactionOn(session, begin.unit(session));
    const { connection, state } = transaction;
    let isOver = false;
    try {
      const result = await inUnit.run(state, () => work(repositories.unit(connection)));
      if (result.ok) {
        await transaction.settle();
        state.demandUnspent();
        await commit(transaction);
        isOver = true;
      } else isOver = await isUndone(transaction);
      return result;
    } catch (fault) {
      const cause = state.fault() ?? fault;
      if (fault instanceof Unknown || endsSession(cause)) state.end();
      else isOver = await isUndone(transaction);
      throw !(fault instanceof Unknown) && (verdictOn(cause) === 'again' || endsSession(cause))
        ? new Undone('the unit was undone', { cause })
        : fault;
    } finally {
      session.release(isOver ? 'usable' : 'unknown');
    }
  }

  return {
    transact,
    waiting: places.waiting,
    close: async () => {
      closed = true;
      await Promise.allSettled(running);
    },
  };
};

async function insisting<T, E>(
  once: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Later<'Unavailable'>>> {
  const start = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (fault) {
      const cause: unknown = fault instanceof Undone ? fault.cause : fault;
      const isLast = tries === mostTries || performance.now() - start > patience;
      if (!(fault instanceof Undone) || isLast) {
        const isExpected = fault instanceof Unknown || verdictOn(cause) !== 'fault';
        if (!isExpected || mayBeOurs(cause)) throw cause;
        return err({ kind: 'Unavailable', retryAfter: 1 });
      }
    }
    await pause(Math.random() * longestPause * tries);
  }
}

/** Throws where the server has not kept the unit, and `Unknown` where nobody can tell. */
async function commit({ end }: Transaction): Promise<void> {
  let tag: string | undefined;
  try {
    tag = await end('COMMIT', commitWait);
  } catch (fault) {
    throw isRefusal(fault) || fault instanceof NotSent
      ? fault
      : new Unknown('a commit was not answered', { cause: fault });
  }
  // After what has failed, COMMIT is answered with ROLLBACK, and no error.
  if ((tag ?? 'COMMIT') !== 'COMMIT') throw new Error('the unit was not committed');
}

async function isUndone({ end }: Transaction): Promise<boolean> {
  try {
    await end('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}
