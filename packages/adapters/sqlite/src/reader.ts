import { AsyncLocalStorage } from 'node:async_hooks';
import type { View } from '@tenantry/domain';
import type { Connection, Repositories } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { whileBusy } from './busy.ts';
import { runner } from './statements.ts';

/**
 * The one reader of this process. Each read sees one snapshot; reads follow one another, and
 * wait for no unit. They are short: an open snapshot keeps the log from being written back.
 */
export const reader = (database: Database, repositories: Repositories) => {
  const run = runner(database);
  const inRead = new AsyncLocalStorage<View>();
  let last: Promise<unknown> = Promise.resolve();

  const alone = async <T>(work: (view: View) => Promise<T>): Promise<T> => {
    let live = true;
    const connection: Connection = {
      run: async (statement) => {
        if (!live) throw new Error('this read is over: a statement came after its end');
        return run(statement);
      },
      spend: () => undefined,
    };
    const view = repositories.view(connection);
    database.exec('BEGIN');
    try {
      return await inRead.run(view, () => work(view));
    } finally {
      live = false;
      database.exec('COMMIT');
    }
  };

  return {
    read: <T>(work: (view: View) => Promise<T>): Promise<T> => {
      // A read inside a read has its snapshot already, and would wait for itself.
      const outer = inRead.getStore();
      if (outer !== undefined) return work(outer);
      const inContext = AsyncLocalStorage.snapshot();
      // A process that closes the file as its last user locks readers out for a moment.
      const result = last.then(() => whileBusy(() => inContext(() => alone(work))));
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      await last;
    },
  };
};
