import type { Ready } from './statement.ts';

/** One unit's, or one read's, hold on a database. */
export interface Connection {
  /** Runs one statement; the rows are those it returns. Throws once the unit is over or spent. */
  run<Row>(statement: Ready<Row>): Promise<readonly Row[]>;
  /** After a conflict: no statement may follow, and the unit cannot commit. */
  spend(): void;
  /**
   * Whether every statement sees the moment at which the transaction began, as in one of a host
   * that is repeatable or serializable: then what is behind a lock may be older than the lock.
   */
  readonly seesOneMoment?: boolean;
}

/** A fault that no statement has thrown: it spends the unit all the same. */
export function fail(connection: Connection, message: string): never {
  connection.spend();
  throw new Error(message);
}

/**
 * What was in the way of a row is gone, as far as the unit can see: where units run side by side
 * somebody took it away meanwhile, and the unit, run again, finds room or sees what is there. Where
 * it comes again and again it is a fault like any other.
 */
export class Overtaken extends Error {}

/** As `fail`, for a row that was refused and nobody's is in its way. */
export function overtaken(connection: Connection, what: string): never {
  connection.spend();
  throw new Overtaken(`${what} could not be stored`);
}
