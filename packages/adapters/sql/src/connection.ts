import type { Ready } from './statement.ts';

/** One unit's, or one read's, hold on a database. */
export interface Connection {
  /** Runs one statement; the rows are those it returns. Throws once the unit is over or spent. */
  run<Row>(statement: Ready<Row>): Promise<readonly Row[]>;
  /** After a conflict: no statement may follow, and the unit cannot commit. */
  spend(): void;
}

/** A fault that no statement has thrown: it spends the unit all the same. */
export function fail(connection: Connection, message: string): never {
  connection.spend();
  throw new Error(message);
}
