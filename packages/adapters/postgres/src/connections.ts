import { readFileSync } from 'node:fs';
import pg from 'pg';
import { asTold } from './faults.ts';
import { connectionWait, sessionLimits } from './limits.ts';
import type { PgPool } from './options.ts';
import { type Session, sessionOn } from './session.ts';

/** Where the connections come from over which units and reads go. */
export interface Connections {
  /** Waits for one for a while; rejects with what the server says, or with `Unreachable`. */
  take(): Promise<Session>;
  readonly begin: Begin;
  close(): Promise<void>;
}

/** What begins a transaction, sent as one statement. */
interface Begin {
  /** Each of its statements sees what was committed before that one. */
  readonly unit: string;
  /** All of them see one moment, which this fixes: without a first statement the next one would. */
  readonly read: string;
}

const snapshot = 'ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** A pool of our own. Nothing is connected to before something is asked. */
export const ownConnections = (url: string, size: number, wait = connectionWait): Connections => {
  const pool = new pg.Pool({
    ...clientConfig(url),
    max: size,
    connectionTimeoutMillis: wait,
    // What follows is sent without waiting for an answer: a transaction begins with its first
    // statement.
    pipeline: true,
  });
  // Without a listener the loss of a connection that nobody uses ends the process, and so does the
  // loss of one that is new, before whoever waits for it has it.
  pool.on('error', ignored);
  pool.on('connect', (client) => client.on('error', ignored));
  return {
    take: taking(pool),
    begin: { unit: 'BEGIN', read: `BEGIN ${snapshot}; SELECT 1` },
    close: () => pool.end(),
  };
};

const ignored = (): void => undefined;

const clientConfig = (url: string): pg.ClientConfig => {
  const config = {
    connectionString: url,
    application_name: 'tenantry',
    keepAlive: true,
    ...sessionLimits,
  };
  try {
    // Reads the URL and connects to nothing.
    new pg.Client(config);
  } catch {
    demandFiles(url);
    // What it throws holds the URL, and that a password.
    throw new TypeError('the URL of the database cannot be read');
  }
  return config;
};

/** Throws where a file that the URL names cannot be read, and names it. */
function demandFiles(url: string): void {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  for (const name of ['sslrootcert', 'sslcert', 'sslkey']) {
    const file = parameters.get(name);
    try {
      // None is meant by an empty name.
      if (file) readFileSync(file);
    } catch (fault) {
      throw new Error(`${name}: ${file} cannot be read (${codeOf(fault)})`);
    }
  }
}

const codeOf = (fault: unknown): unknown =>
  fault instanceof Error ? Reflect.get(fault, 'code') : undefined;

const limits = (
  ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'] as const
)
  .map((name) => `SET LOCAL ${name} = ${sessionLimits[name]}`)
  .join('; ');

/**
 * A pool of a host's, whose connections have the host's settings: each transaction brings its own.
 */
export const hostConnections = (pool: PgPool): Connections => ({
  take: taking(pool),
  begin: {
    unit: `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${limits}`,
    read: `BEGIN ${snapshot}; ${limits}; SELECT 1`,
  },
  close: () => Promise.resolve(),
});

const taking = (pool: PgPool) => async (): Promise<Session> => {
  try {
    return sessionOn(await pool.connect());
  } catch (fault) {
    throw asTold(fault);
  }
};
