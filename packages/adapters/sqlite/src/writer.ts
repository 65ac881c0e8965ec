import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { err, type Later, type Persistence } from '@tenantry/domain';
import type { Connection, Repositories, UnitState } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { groups, type Job } from './group.ts';
import { runner } from './statements.ts';

/** Units that share one commit at most; more would keep other processes waiting. */
const most = 256;
/** Milliseconds between two groups, in which another process gets its turn. */
const breath = 2;
/** Nanoseconds for which a group waits for one more unit, at most. */
const longestGap = 2_000_000n;
const retryAfter = 1;

/** The one writer of this process: units that wait are committed together, and one fsync serves them all. */
export const writer = (database: Database, repositories: Repositories) => {
  const run = runner(database);
  const group = groups(database);
  const inUnit = new AsyncLocalStorage<UnitState>();
  const waiting: Job[] = [];
  let working: Promise<void> | undefined;
  /** The last group, and its time in nanoseconds. */
  let last = { units: 0, took: 0n };
  let closed = false;

  const transact: Persistence['transact'] = (work) => {
    if (inUnit.getStore()?.isLive() === true)
      return Promise.reject(new Error('transact inside transact: pass the unit on instead'));
    if (closed) return Promise.reject(new Error('the database is closed'));
    return new Promise((resolve, reject) => {
      // Work runs in the context of whoever submitted it, not in that of the group's first.
      const context = new AsyncResource('Unit');
      let result: Awaited<ReturnType<typeof work>> | undefined;
      const run = async (state: UnitState) => {
        const unit = repositories.unit(connectionOf(state));
        result = await context.runInAsyncScope(() => inUnit.run(state, () => work(unit)));
        return result.ok;
      };
      waiting.push({
        run,
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
    while (waiting.length > 0) {
      await gathered();
      const begun = process.hrtime.bigint();
      const units = upTo(most);
      for (const job of await group(units.next)) await group(only(job));
      last = { units: units.taken(), took: process.hrtime.bigint() - begun };
      if (waiting.length > 0) await pause(breath);
    }
    working = undefined;
  }

  /**
   * Until as many wait as the last group had: who was answered with it is likely to come again, and whoever
   * comes after a group has begun waits for all of it. Where they do not come the others are not kept long.
   */
  async function gathered(): Promise<void> {
    const gap = last.took / 8n < longestGap ? last.took / 8n : longestGap;
    for (let known = 0, since = 0n; waiting.length < most; known = waiting.length, await turn()) {
      const now = process.hrtime.bigint();
      if (waiting.length > known) since = now;
      else if (waiting.length >= last.units || now - since >= gap) return;
    }
  }

  /** Those that wait, and those that come to wait while the group runs. */
  const upTo = (most: number) => {
    let taken = 0;
    return {
      next: () => {
        const job = taken < most ? waiting.shift() : undefined;
        if (job !== undefined) taken++;
        return job;
      },
      taken: () => taken,
    };
  };

  const only = (job: Job) => {
    const jobs = [job];
    return () => jobs.pop();
  };

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
