/** How long anything is waited for, in milliseconds: nobody waits for ever. */

/**
 * What the server is told when a connection begins, and what a connection of our own goes by. The
 * defaults of a role or a database do not matter then: units must see what was committed before
 * each of their statements.
 */
export const sessionLimits = {
  /** For somebody else's lock. */
  lock_timeout: 2000,
  statement_timeout: 5000,
  /** Between two statements of a unit. */
  idle_in_transaction_session_timeout: 10_000,
  options: '-c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off',
} as const;

/**
 * For a connection: one that somebody gives back, or a new one. With a lock besides, three seconds.
 */
export const connectionWait = 900;

/** For an answer that the server, were it there, would have given long before. */
export const answerWait = 6000;

/** The same for a COMMIT: whoever asked is told in time that nobody knows what became of it. */
export const commitWait = 4000;

/** For the connection over which a store is opened; nobody is served yet. */
export const openingWait = 5000;

/** For those who migrate before us. */
export const migrationWait = 60_000;
