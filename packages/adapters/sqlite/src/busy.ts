import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';

/** How long a locked file is waited for, in milliseconds. */
const patience = 5000;
const longestPause = 25;

/**
 * Runs `attempt` until the file is not locked by somebody else, waiting between the tries without
 * blocking the thread: SQLite's own wait would stand still the whole process, and for ever where
 * the holder lives in it. Throws SQLite's own error when that lasts too long.
 */
export const whileBusy = async <T>(attempt: () => T | Promise<T>): Promise<T> => {
  const deadline = performance.now() + patience;
  for (let longest = 1; ; longest = Math.min(longest * 2, longestPause)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await pause(Math.random() * longest + 1);
  }
};

/** Somebody else holds the lock. */
const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

/** Nothing was written and it may go through later: locked for too long, or no room. */
export const isUnavailable = (error: unknown): boolean =>
  isBusy(error) || codeOf(error) === 'SQLITE_FULL';

const codeOf = (error: unknown): string =>
  error instanceof Database.SqliteError
    ? error.code
    : error instanceof Error && error.cause !== undefined
      ? codeOf(error.cause)
      : '';
