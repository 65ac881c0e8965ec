// What a host has open of its own, as far as it is known by. The types of the drivers, and of our
// packages over them, are not named: not every host installs them all.

/** A pool of pg. */
export interface HostPool {
  connect(): Promise<object>;
  readonly totalCount: number;
}

/** A handle of better-sqlite3. */
export interface HostHandle {
  readonly inTransaction: boolean;
  pragma(text: string): unknown;
}

/** A kysely, or a transaction of one. */
export interface HostKysely {
  readonly isTransaction: boolean;
  withoutPlugins(): object;
}

/** A client of pg. */
export interface HostClient {
  getTransactionStatus(): string | null;
}

/** The database of a host, where our tables come to stand beside its own. */
export type HostDatabase = HostPool | HostHandle | HostKysely;

/** A transaction that a host has begun. */
export type OpenTransaction = HostKysely | HostClient | HostHandle;
