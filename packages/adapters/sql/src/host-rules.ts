import type { HostTransaction } from '@tenantry/domain';
import type { Connection } from './connection.ts';
import type { HostQuery } from './host-turns.ts';
import type { Repositories } from './repositories.ts';

/** What a store has to say of transactions that are not its own. */
export interface HostRules {
  /** Transactions of any other are refused. */
  readonly dialect: string;
  readonly repositories: Repositories;
  /** Comes before all else in a transaction: what cannot be joined is refused here. */
  readonly meet: (query: HostQuery, transaction: HostTransaction) => Promise<void>;
  /**
   * Puts the connection in the state that a unit needs. Throws where the transaction is over, or is
   * not the one that was met.
   */
  readonly enter: (query: HostQuery, transaction: HostTransaction) => Promise<Entered>;
  /** Whether a fault leaves nothing behind, and may not come again. */
  readonly isUnavailable: (fault: unknown) => boolean;
  /** Whether a unit that met a fault, and is undone, may be run again at once. */
  readonly mayRunAgain: (fault: unknown) => boolean;
  /** Whether the transaction is usable after a statement that failed outside a savepoint. */
  readonly outlivesFaults: boolean;
}

export interface Entered extends Pick<Connection, 'seesOneMoment'> {
  /** Asks as part of the unit: rejects, and asks nothing, where its transaction is no more. */
  readonly query?: HostQuery;
  /** Puts the connection back in the state that it was in, whatever became of the unit. */
  leave(): Promise<void>;
  /** Comes in the place of `leave` where a unit can be neither kept nor undone. */
  lose?(): Promise<void>;
}
