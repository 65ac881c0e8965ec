import {
  type CreateTableBuilder,
  type Expression,
  type Kysely,
  PostgresAdapter,
  sql,
} from 'kysely';
import type { Schema } from './schema.ts';

type Table<Name extends string> = CreateTableBuilder<Name>;

/** What the two databases call differently when tables are made. */
export interface ColumnTypes {
  /** Compared and sorted by its bytes, whatever the language of the database. */
  readonly text: 'text' | Expression<string>;
  /** Adds the primary key: a number that the database gives out, never twice. */
  readonly numbered: <Name extends string>(table: Table<Name>, column: string) => Table<Name>;
  /** Adds the primary key of the history, by which that is ordered. */
  readonly ordered: <Name extends string>(table: Table<Name>, column: string) => Table<Name>;
  /** Makes what such a key needs besides. */
  readonly makeOrder: () => Promise<unknown>;
}

export const columnTypes = (db: Kysely<Schema>): ColumnTypes =>
  db.getExecutor().adapter instanceof PostgresAdapter ? ofPostgres(db) : ofSqlite;

const ofSqlite: ColumnTypes = {
  text: 'text',
  numbered: (table, column) =>
    table.addColumn(column, 'integer', (definition) => definition.primaryKey().autoIncrement()),
  // Units follow one another, and so do the numbers that they are given.
  ordered: (table, column) => ofSqlite.numbered(table, column),
  makeOrder: () => Promise.resolve(),
};

const ofPostgres = (db: Kysely<Schema>): ColumnTypes => ({
  text: sql`text collate "C"`,
  numbered: (table, column) =>
    table.addColumn(column, 'integer', (definition) =>
      definition.primaryKey().generatedByDefaultAsIdentity(),
    ),
  // Whoever adds an event says where it comes: a sequence is drawn from in another order than that
  // in which transactions can be told to be over.
  ordered: (table, column) =>
    table.addColumn(column, 'bigint', (definition) => definition.primaryKey()),
  makeOrder: () =>
    sql`create sequence ${sql.table('event_origin')} minvalue 0 start with 0`.execute(db),
});
