import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { err, type Later, type Persistence } from '@tenantry/domain';
import { type Connection, type Repositories, type UnitState, unitState } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, whileBusy } from './busy.ts';
import { runner } from './statements.ts';

/**
 * What became of one unit inside a group: it has its result, it was refused, or all that ran in the
 * group so far is lost.
 */
type Ending = 'ended' | 'refused' | 'lost';

/** One submitted unit: run in its turn, answered once its group is on disk. */
interface Job {
  /** Runs the work; true when it asks to be kept. Throws as the work throws. */
  readonly run: (state: UnitState) => Promise<boolean>;
  readonly answer: () => void;
  readonly fail: (error: unknown) => void;
  readonly unavailable: () => void;
}

/** Units that share one commit; more would keep other processes waiting. */
const groupLimit = 64;
/** Milliseconds between two groups, in which another process gets its turn. */
const breath = 2;
const retryAfter = 1;

/**
 * The one writer of this process. Units run strictly one after another, each in a savepoint;
 * those that wait are committed together, so that one fsync serves them all, and are answered
 * only then. That goes for refusals too: what one met may be a neighbour's row, which stands or
 * falls with the commit.
 */
export const writer = (database: Database, repositories: Repositories) => {
  const run = runner(database);
  const inUnit = new AsyncLocalStorage<UnitState>();
  const waiting: Job[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  const transact: Persistence['transact'] = (work) => {
    if (inUnit.getStore()?.isLive() === true)
      return Promise.reject(new Error('transact inside transact: pass the unit on instead'));
    if (closed) return Promise.reject(new Error('the database is closed'));
    return new Promise((resolve, reject) => {
      // Work runs in the context of whoever submitted it, not in that of the group's first.
      const inContext = AsyncLocalStorage.snapshot();
      let result: Awaited<ReturnType<typeof work>> | undefined;
      waiting.push({
        run: async (state) => {
          const unit = repositories.unit(connectionOf(state));
          result = await inContext(() => inUnit.run(state, () => work(unit)));
          return result.ok;
        },
        answer: () => {
          if (result !== undefined) resolve(result);
        },
        fail: reject,
        unavailable: () => resolve(err<Later<'Unavailable'>>({ kind: 'Unavailable', retryAfter })),
      });
      working ??= drain();
    });
  };

  async function drain(): Promise<void> {
    // Units submitted in the same turn share a group.
    await Promise.resolve();
    while (waiting.length > 0) {
      await group();
      if (waiting.length > 0) await pause(breath);
    }
    working = undefined;
  }

  /** Never throws: whatever goes wrong is told to the units that it concerns. */
  async function group(): Promise<void> {
    try {
      await whileBusy(() => database.exec('BEGIN IMMEDIATE'));
    } catch (fault) {
      for (const job of waiting.splice(0)) refuse(job, fault);
      return;
    }
    const taken: Job[] = [];
    try {
      await fill(taken);
    } catch (fault) {
      abandon();
      // Those that have been answered already stay so.
      for (const job of taken) refuse(job, fault);
    }
  }

  async function fill(taken: Job[]): Promise<void> {
    const ended: Job[] = [];
    while (taken.length < groupLimit) {
      const job = waiting.shift();
      if (job === undefined) break;
      taken.push(job);
      const ending = await one(job);
      if (ending === 'ended') ended.push(job);
      if (ending === 'lost') {
        // SQLite has rolled everything back: what ran before in this group runs again.
        waiting.unshift(...ended);
        return;
      }
    }
    database.exec('COMMIT');
    for (const job of ended) job.answer();
  }

  async function one(job: Job): Promise<Ending> {
    const state = unitState();
    database.exec('SAVEPOINT unit');
    try {
      const keep = await job.run(state);
      state.end();
      if (keep) {
        state.demandUnspent();
        database.exec('RELEASE unit');
        return 'ended';
      }
      if (undo()) return 'ended';
      // It lost the group by itself; run again, it would do so again.
      job.answer();
      return 'lost';
    } catch (fault) {
      state.end();
      refuse(job, fault);
      return undo() ? 'refused' : 'lost';
    }
  }

  /** False on a full disk or an I/O error: SQLite has rolled back the whole transaction already. */
  function undo(): boolean {
    if (!database.inTransaction) return false;
    database.exec('ROLLBACK TO unit; RELEASE unit');
    return true;
  }

  function abandon(): void {
    try {
      if (database.inTransaction) database.exec('ROLLBACK');
    } catch {
      // The next BEGIN meets the same trouble, and tells it.
    }
  }

  function refuse(job: Job, fault: unknown): void {
    if (isUnavailable(fault)) job.unavailable();
    else job.fail(fault);
  }

  const connectionOf = (state: UnitState): Connection => ({
    run: async (statement) => {
      state.demandLive();
      try {
        // Outside a transaction the statement would be kept by itself.
        if (!database.inTransaction) throw new Error('the transaction of this unit is gone');
        return run(statement);
      } catch (fault) {
        state.failed(fault);
        throw fault;
      }
    },
    spend: state.spend,
  });

  return {
    transact,
    close: async () => {
      closed = true;
      await working;
    },
  };
};
