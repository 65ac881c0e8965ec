/**
 * A transaction that a host has begun, and that is the host's to end. The packages of the stores make
 * one of what hosts usually have; for anything else these two lines are all there is to write.
 */
export interface HostTransaction {
  /** What the store's package calls its own. */
  readonly dialect: string;
  /**
   * Runs one statement inside the transaction, its placeholders and their values in the form of the
   * dialect; answers the rows by column name, none for a statement that returns none. Rejects once
   * the transaction is over.
   */
  query(text: string, values: readonly unknown[]): Promise<readonly object[]>;
}
