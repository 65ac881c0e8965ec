/** How long anything is waited for, in milliseconds: nobody waits for ever. */

/** What every transaction brings along: what a connection was begun with may go by other rules. */
export const transactionLimits = {
  /** For somebody else's lock. */
  lock_timeout: 2000,
  statement_timeout: 5000,
  /** Between two statements of a unit. */
  idle_in_transaction_session_timeout: 10_000,
} as const;

/** For a connection that somebody gives back. With a lock besides, three seconds. */
export const connectionWait = 900;

/** For an answer that the server, were it there, would have given long before. */
export const answerWait = 6000;

/** The same for a COMMIT: whoever asked is told in time that nobody knows what became of it. */
export const commitWait = 4000;

/** For a new connection, however far the server is; and for one of a pool of a host's. */
export const openingWait = 5000;

/** For those who migrate before us. */
export const migrationWait = 60_000;

/** For one statement of a migration: a table may be read from end to end. */
export const longestStep = 3_600_000;
