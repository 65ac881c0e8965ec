import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { err, type Later, type Persistence } from '@tenantry/domain';
import type { Connection, Repositories } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, whileBusy } from './busy.ts';
import { runner } from './statements.ts';

/** What happened to one unit inside a group. */
type Ending = 'done' | 'failed' | 'lost';

/** One submitted unit: run in its turn, answered once its group is on disk. */
interface Job {
  /** Runs the work; true when it asks to be kept. Throws as the work throws. */
  readonly run: (connection: Connection) => Promise<boolean>;
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
 * only then.
 */
export const writer = (database: Database, repositories: Repositories) => {
  const run = runner(database);
  const inUnit = new AsyncLocalStorage<true>();
  const waiting: Job[] = [];
  let working: Promise<void> | undefined;
  let closed = false;

  const transact: Persistence['transact'] = (work) => {
    if (inUnit.getStore() === true)
      return Promise.reject(new Error('transact inside transact: pass the unit on instead'));
    if (closed) return Promise.reject(new Error('the database is closed'));
    return new Promise((resolve, reject) => {
      // Work runs in the context of whoever submitted it, not in that of the group's first.
      const inContext = AsyncLocalStorage.snapshot();
      let result: Awaited<ReturnType<typeof work>> | undefined;
      waiting.push({
        run: async (connection) => {
          const unit = repositories.unit(connection);
          result = await inContext(() => inUnit.run(true, () => work(unit)));
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

  async function group(): Promise<void> {
    try {
      await whileBusy(() => database.exec('BEGIN IMMEDIATE'));
    } catch (error) {
      for (const job of waiting.splice(0)) refuse(job, error);
      return;
    }
    const kept: Job[] = [];
    for (let taken = 0; taken < groupLimit; taken++) {
      const job = waiting.shift();
      if (job === undefined) break;
      const ending = await one(job);
      if (ending === 'done') kept.push(job);
      if (ending === 'lost') {
        // SQLite has rolled everything back: what ran before in this group runs again.
        waiting.unshift(...kept);
        return;
      }
    }
    commit(kept);
  }

  async function one(job: Job): Promise<Ending> {
    const state = { live: true, spent: false };
    database.exec('SAVEPOINT unit');
    try {
      const keep = await job.run(connectionOf(state));
      state.live = false;
      if (keep && state.spent) throw new Error('a unit that met a conflict cannot be committed');
      if (keep) {
        database.exec('RELEASE unit');
        return 'done';
      }
      const ending = undo();
      job.answer();
      return ending;
    } catch (error) {
      state.live = false;
      const ending = undo();
      refuse(job, error);
      return ending;
    }
  }

  /** On a full disk or an I/O error SQLite has rolled back the whole transaction already. */
  function undo(): Ending {
    if (!database.inTransaction) return 'lost';
    database.exec('ROLLBACK TO unit; RELEASE unit');
    return 'failed';
  }

  function commit(kept: readonly Job[]): void {
    try {
      database.exec('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      for (const job of kept) refuse(job, error);
      return;
    }
    for (const job of kept) job.answer();
  }

  function refuse(job: Job, error: unknown): void {
    if (isUnavailable(error)) job.unavailable();
    else job.fail(error);
  }

  const connectionOf = (state: { live: boolean; spent: boolean }): Connection => ({
    run: async (statement) => {
      if (!state.live) throw new Error('this unit is over: a statement came after its end');
      if (state.spent) throw new Error('this unit met a conflict: nothing may follow');
      return run(statement);
    },
    spend: () => {
      state.spent = true;
    },
  });

  return {
    transact,
    close: async () => {
      closed = true;
      await working;
    },
  };
};
