import { readFileSync } from 'node:fs';
import pg from 'pg';
import { isDirect } from './direct.ts';
import { asTold, Unreachable } from './faults.ts';
import { connectionWait, openingWait, transactionLimits } from './limits.ts';
import { type Names, statementNames } from './names.ts';
import type { PgPool, PgPoolClient } from './options.ts';
import { type Session, sessionOn } from './session.ts';

/** The connections that there are, those of them that nobody uses, and who waits for one. */
export interface PoolFigures {
  readonly open: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Where the connections come from over which units and reads go. */
export interface Connections {
  /** Waits for one for a while; rejects with what the server says, or with `Unreachable`. */
  take(): Promise<Session>;
  /** How many units may run at once: what is left is for reads, which wait for no unit. */
  readonly mostUnits: number;
  /** How many there are; of a host's pool only the host knows. */
  readonly figures?: () => PoolFigures;
  close(): Promise<void>;
}

const limits = Object.entries(transactionLimits)
  .map(([name, milliseconds]) => `SET LOCAL ${name} = ${milliseconds}`)
  .join('; ');

/**
 * What begins a transaction, sent as one statement. It says all that matters, whatever the defaults
 * of the server, a database, a role or a URL are; of a session of our own the limits are known.
 */
export const begin = {
  /** Each of its statements sees what was committed before that one. */
  unit: ({ isOurs }: Session): string =>
    `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE${isOurs === true ? '' : `; ${limits}`}`,
  /** All of them see one moment, which this fixes: without a first statement the next one would. */
  read: ({ isOurs }: Session): string =>
    `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${isOurs === true ? '' : `${limits}; `}SELECT 1`,
} as const;

/** A pool of our own. Nothing is connected to before something is asked. */
export const ownConnections = (url: string, size: number, wait = connectionWait): Connections => {
  const direct = new WeakSet<object>();
  const names = statementNames();
  // The pool waits for it before it hands a new connection out, which its types do not know.
  const looking: object = {
    onConnect: async (client: Pick<PgPoolClient, 'query'>) => {
      if (await isDirect(client)) direct.add(client);
    },
  };
  const pool = new pg.Pool({
    ...clientConfig(url),
    max: size,
    connectionTimeoutMillis: openingWait,
    // What follows is sent without waiting for an answer: a transaction begins with its first
    // statement.
    pipeline: true,
    ...looking,
  });
  // Without a listener the loss of a connection that nobody uses ends the process.
  pool.on('error', ignored);
  return {
    // One that is free, or room for one, is waited for less long than it may take to connect.
    take: taking(
      pool,
      () => (pool.idleCount === 0 && pool.totalCount >= size ? wait : openingWait),
      (client) => (direct.has(client) ? names : undefined),
    ),
    mostUnits: Math.max(1, size - keptForReads),
    figures: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
};

const keptForReads = 2;

const ignored = (): void => undefined;

const clientConfig = (url: string): pg.ClientConfig => {
  const config = {
    connectionString: url,
    application_name: 'tenantry',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
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
      throw new Error(`${name}: ${file} cannot be read (${codeOf(fault)})`, { cause: fault });
    }
  }
}

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';

/** A pool of a host's, which may let wait for ever: whoever asks here is told after a while. */
export const hostConnections = (pool: PgPool): Connections => ({
  take: taking(pool, () => openingWait),
  mostUnits: Number.POSITIVE_INFINITY,
  close: () => Promise.resolve(),
});

const taking =
  (pool: PgPool, wait: () => number, namesOn: NamesOn = () => undefined) =>
  async (): Promise<Session> => {
    const coming = sessionOf(pool, namesOn);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Unreachable('no connection to the database was free')),
      wait(),
    );
    try {
      return await Promise.race([coming, late.promise]);
    } catch (fault) {
      // What comes when nobody waits any more goes back at once.
      coming.then(({ release }) => release('usable')).catch(() => undefined);
      throw asTold(fault);
    } finally {
      clearTimeout(timer);
    }
  };

/** The names of what is prepared on a client; undefined where nothing is. */
type NamesOn = (client: PgPoolClient) => Names | undefined;

/** Nobody else listens to a client that was handed over, and its loss would end the process. */
const sessionOf = (pool: PgPool, namesOn: NamesOn): Promise<Session> =>
  new Promise((resolve, reject) => {
    const take = (client: PgPoolClient | undefined): void => {
      if (client !== undefined) resolve(sessionOn(client, namesOn(client)));
    };
    const coming = pool.connect((fault, client) => {
      if (fault) reject(fault);
      take(client);
    });
    coming?.then(take, reject);
  });
