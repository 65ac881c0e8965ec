import type { Migrate } from '@tenantry/sql';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`, with what pg knows of parameters. */
  readonly url: string;
  /** How many connections there are at most; 10 where nothing is said. */
  readonly poolSize?: number;
  /** `check` where nothing is said. */
  readonly migrate?: Migrate;
  /**
   * What stands before the names of our tables, of at most 40 bytes; `tenantry_` where nothing is
   * said.
   */
  readonly prefix?: string;
  /**
   * The schema that our tables live in, of 1 to 63 bytes, made by migrating where it is missing;
   * that of the connection where nothing is said.
   */
  readonly schema?: string;
  /** Refuses a server that may lose what it has acknowledged when its machine stops. */
  readonly demandDurable?: boolean;
}

/** The same over connections of a host's. */
export interface PooledOptions extends Omit<PostgresOptions, 'url' | 'poolSize'> {
  /** A pool of pg's, with an `error` listener; it stays the host's to end. */
  readonly pool: PgPool;
}

/** As much of a pool of pg's as is asked for. */
export interface PgPool {
  /**
   * Calls `taken` or answers a promise. pg calls it in the very moment in which it stops to listen for
   * the loss of the client itself.
   */
  connect(taken?: TakeClient): Promise<PgPoolClient | undefined> | undefined;
}

type TakeClient = (fault: Error | undefined, client: PgPoolClient | undefined) => void;

/** As much of a client of pg's. */
export interface PgPoolClient {
  /** Whether statements are sent without waiting for the answer to the one before. */
  readonly pipeline?: boolean;
  query(query: PgQuery): Promise<PgResult>;
  on(event: 'error', listener: () => void): unknown;
  removeListener(event: 'error', listener: () => void): unknown;
  /** Gives it back, or ends it. */
  release(end?: boolean): void;
}

export interface PgQuery {
  readonly text: string;
  /** That under which it is prepared; none where nothing is said. */
  readonly name?: string;
  readonly values?: unknown[];
  readonly types: PgTypes;
  /** In milliseconds. */
  readonly query_timeout: number;
}

/** How values become what rows hold, by the number of their type. */
export interface PgTypes {
  getTypeParser(type: number): (text: string) => unknown;
}

export interface PgResult {
  readonly command: string;
  readonly rows: object[];
}

export const defaultPrefix = 'tenantry_';
export const defaultPoolSize = 10;
