import type { Figures, HostTransaction, Persistence } from '@tenantry/domain';
import type { OpenTransaction } from './host-database.ts';

/** A store, with what some of them know of themselves. */
export interface Store extends Persistence {
  /** Rejects where the schema is none any more that this program may run on. */
  fits?(): Promise<void>;
  /** How the pool of connections stands. */
  connections?(): Figures['connections'];
  /** What a host has begun, as `tx` of a use case. */
  txOf?(open: OpenTransaction): HostTransaction;
}
