import type { Dialect, Expression } from 'kysely';
import type { Builder, Ready } from './statement.ts';

/** What a database has of its own; all else of our SQL is said once, for every one of them. */
export interface Flavour {
  /** How kysely writes for it: nothing is ever run on this. */
  readonly dialect: Pick<Dialect, 'createAdapter' | 'createIntrospector' | 'createQueryCompiler'>;
  /**
   * Where units run side by side, how one keeps the others from what it relies on. Absent where
   * they run one after another: there, what a unit has read holds until it ends.
   */
  readonly sideBySide?: (db: Builder) => SideBySide;
}

/** An account, named by its id or its number. */
export interface Held {
  /** '' where the number says it. */
  readonly id: string;
  /** 0 where the id says it. */
  readonly number: number;
  /** The account that it has to be, or be beneath; '' for any. */
  readonly within: string;
}

/**
 * Locks are the transaction's and end with it. What they are for has to be read by a later
 * statement: one that waits for a lock may see what was before it began to wait.
 *
 * Besides, rows that a statement picks in order to change them are locked at once, and passed over
 * by the others who are picking (`SKIP LOCKED`).
 */
export interface SideBySide {
  /** Locks an account, and all above it, shared; answers a row for each, none for an absent one. */
  readonly holdLineage: (held: Held) => Ready<object>;
  /** As `holdLineage`, but the account itself exclusively. */
  readonly holdForChange: (held: Held) => Ready<object>;
  /**
   * Locks the rows of a lineage against change, and fails where one was changed since the
   * transaction began: for one in which every statement sees its beginning.
   */
  readonly shareLineage: (held: Held) => Ready<object>;
  /** Locks lookups exclusively. */
  readonly holdResults: (lookups: readonly { readonly lookup: string }[]) => Ready<object>;
  /** Whether a fault is a lock that was waited for too long. */
  readonly isHeldTooLong: (fault: unknown) => boolean;
  /** Where the next event comes in the history, for its INSERT. */
  readonly nextPosition: Expression<number>;
  /** Whether nothing can come before an event any more, or it is this transaction's own. */
  readonly isSettled: Expression<boolean>;
}
