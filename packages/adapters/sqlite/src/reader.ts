import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { StoreUnavailable, type View } from '@tenantry/domain';
import type { Connection, Repositories } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { isUnavailable, whileBusy } from './busy.ts';
import { runner, transactions } from './statements.ts';

interface Reading {
  readonly view: View;
  live: boolean;
}

/** Reads wait for nothing outside: after so many, timers, sockets and those who write get their turn. */
const readsInATurn = 100;

/**
 * The one reader of this process. Each read sees one snapshot; reads follow one another, and
 * wait for no unit. They are short: an open snapshot keeps the log from being written back.
 */
export const reader = (database: Database, repositories: Repositories) => {
  const run = runner(database);
  const say = transactions(database);
  /** The first statement takes the snapshot, and is the one that may find the file locked. */
  const first = { sql: 'SELECT 1 FROM sqlite_schema LIMIT 1', parameters: [] };
  const inRead = new AsyncLocalStorage<Reading>();
  let last: Promise<unknown> = Promise.resolve();
  let reads = 0;
  let closed = false;

  const inTransaction = async <T>(work: (view: View) => Promise<T>): Promise<T> => {
    await whileReadable(begin);
    try {
      return await during(async (statement) => run(statement), work);
    } finally {
      end();
    }
  };

  /** A statement that is alone sees one snapshot anyway. */
  const alone = <T>(work: (view: View) => Promise<T>): Promise<T> => {
    let asked = false;
    return during(async (statement) => {
      if (asked) throw new Error('a read of one question has asked another');
      asked = true;
      return whileReadable(() => run(statement));
    }, work);
  };

  async function during<T>(ask: Connection['run'], work: (view: View) => Promise<T>): Promise<T> {
    const view = repositories.view({
      run: async (statement) => {
        if (!reading.live) throw new Error('this read is over: a statement came after its end');
        return ask(statement);
      },
      spend: () => undefined,
    });
    const reading: Reading = { view, live: true };
    try {
      return await inRead.run(reading, () => work(view));
    } finally {
      reading.live = false;
    }
  }

  function begin(): void {
    say.begin();
    try {
      run(first);
    } catch (fault) {
      end();
      throw fault;
    }
  }

  function end(): void {
    if (database.inTransaction) say.rollback();
  }

  return {
    read: <T>(work: (view: View) => Promise<T>, asks?: 'once'): Promise<T> => {
      // A read inside a read has its snapshot already, and would wait for itself.
      const outer = inRead.getStore();
      if (outer?.live === true) return work(outer.view);
      if (closed) return Promise.reject(new StoreUnavailable('the database is closed'));
      // What follows a promise runs in the context of whoever asked for it to follow.
      const result = last.then(async () => {
        if (++reads % readsInATurn === 0) await turn();
        return asks === 'once' ? alone(work) : inTransaction(work);
      });
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      closed = true;
      await last;
    },
  };
};

/** A process that closes the file as its last user locks readers out for a moment. */
const whileReadable = async <T>(attempt: () => T): Promise<T> => {
  try {
    return await whileBusy(attempt);
  } catch (fault) {
    throw isUnavailable(fault)
      ? new StoreUnavailable('the database cannot be read just now', { cause: fault })
      : fault;
  }
};
