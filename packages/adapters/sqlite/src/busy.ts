import { setTimeout as pause } from 'node:timers/promises';

/** How long a locked file is waited for where nothing is said, in milliseconds. */
const patience = 5000;
const longestPause = 25;

/**
 * Runs `attempt` until the file is not locked by somebody else, waiting between the tries without
 * blocking the thread: SQLite's own wait would stand still the whole process, and for ever where
 * the holder lives in it. Throws SQLite's own error when that lasts too long.
 */
export const whileBusy = async <T>(
  attempt: () => T | Promise<T>,
  lasting = patience,
): Promise<T> => {
  // The clock is loaded when it is first looked at: most files are not locked.
  let deadline: number | undefined;
  for (let longest = 1; ; longest = Math.min(longest * 2, longestPause)) {
    try {
      return await attempt();
    } catch (error) {
      deadline ??= performance.now() + lasting;
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await pause(Math.random() * longest + 1);
  }
};

/** Somebody else holds the lock. */
export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

/** It may go through later: locked for too long, no room, or a file that cannot be opened. */
export const isUnavailable = (error: unknown): boolean =>
  isBusy(error) || codeOf(error) === 'SQLITE_FULL' || codeOf(error).startsWith('SQLITE_CANTOPEN');

/** SQLite has rolled back the whole transaction, or may not go on with it. */
export const undoesAll = (error: unknown): boolean =>
  ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_NOMEM'].some((code) => codeOf(error).startsWith(code));

/** A killed program has left a journal behind that only who may write can undo. */
export const isHalfWritten = (error: unknown): boolean =>
  codeOf(error) === 'SQLITE_READONLY_ROLLBACK';

/** Of any copy of the library: the handle may be a host's. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : codeOf(error.cause);
};
