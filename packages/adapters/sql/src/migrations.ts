import type { Kysely } from 'kysely';
import { accounts } from './migrations/0001-accounts.ts';
import type { Schema } from './schema.ts';

/** One change of the schema, and who may still run on the database after it. */
export interface Step {
  readonly name: string;
  /**
   * How many steps a program must know, at least, to run on the database from here on: 1 or more,
   * this step's own number at most.
   */
  readonly oldest: number;
  /**
   * Sends statements and reads nothing, so that what is printed for a host's own tool is what is
   * run. Tables of ours get the prefix by themselves; the names of indexes, of constraints, and of
   * tables that are ours no longer, do not.
   */
  readonly up: (db: Kysely<Schema>, prefix: string) => Promise<void>;
}

export interface MigrationOptions {
  /** What stands before the names of tables and indexes. */
  readonly prefix: string;
  /** The schema that the tables live in, of a database that has several; its default otherwise. */
  readonly schema?: string;
  /** The history; that of this program where nothing is said. */
  readonly steps?: readonly Step[];
}

/**
 * The history of the schema, forward only: a step that has been released is never edited, moved or
 * taken away. Expand first: a step adds, so that the program before it runs on the database still,
 * and its `oldest` stays what it was. Contract in a later release: a step that takes away what
 * older programs use, with the first that does without as its `oldest`.
 */
export const released: readonly Step[] = [{ name: '0001-accounts', oldest: 1, up: accounts }];
