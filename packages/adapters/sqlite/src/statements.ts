import type { Ready } from '@tenantry/sql';
import type { Database, Statement } from 'better-sqlite3';

/** Runs ready texts on one handle; each text is prepared once. */
export const runner = (database: Database) => {
  const prepared = new Map<string, Statement>();

  return <Row>({ sql, parameters }: Ready<Row>): readonly Row[] => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      if (prepared.size < mostPrepared) prepared.set(sql, statement);
    }
    if (statement.reader) return rowsOf<Row>(statement.all(...parameters));
    statement.run(...parameters);
    return [];
  };
};

/** What a transaction is made of, each text prepared once: parsing takes longer than what it says. */
export const transactions = (database: Database) => {
  const once = (text: string): (() => void) => {
    let prepared: Statement | undefined;
    return () => {
      prepared ??= database.prepare(text);
      prepared.run();
    };
  };
  return {
    beginImmediate: once('BEGIN IMMEDIATE'),
    begin: once('BEGIN'),
    commit: once('COMMIT'),
    rollback: once('ROLLBACK'),
    savepoint: once('SAVEPOINT unit'),
    undo: once('ROLLBACK TO unit'),
    release: once('RELEASE unit'),
  };
};

export type Transactions = ReturnType<typeof transactions>;

/** Far more than the texts that are in use; what comes after is prepared each time. */
const mostPrepared = 1000;

/** The one cast: the text was compiled for this type of row. */
const rowsOf = <Row>(rows: readonly unknown[]): readonly Row[] => rows as readonly Row[];
