import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { wordsOfPostgres } from './dialect.ts';
import { answerWait, longestStep, migrationWait, openingWait } from './limits.ts';
import { rowsOf } from './rows.ts';
import type { Session } from './session.ts';

/**
 * kysely's dialect on one connection. Its transactions follow those of everybody else who migrates
 * the same database; what they change and the lock are the server's to undo, also where a process
 * is killed in the middle.
 */
export const sessionDialect = (session: Session): Dialect => {
  let wait = answerWait;
  const run = (text: string, parameters: readonly unknown[] = []) =>
    session.send(text, parameters, wait);

  const connection: DatabaseConnection = {
    executeQuery: async <Row>({
      sql,
      parameters,
    }: {
      sql: string;
      parameters: readonly unknown[];
    }) => {
      const { rows } = await run(sql, parameters);
      return { rows: rowsOf<Row>(rows) };
    },
    streamQuery: () => {
      throw new Error('what is read here is little');
    },
  };

  const driver: Driver = {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: async () => {
      await run('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
      await run(`SET LOCAL lock_timeout = ${migrationWait}`);
      await run(`SET LOCAL statement_timeout = ${longestStep}`);
      // The server gives up before: this is for one that is there no more.
      wait = migrationWait + answerWait;
      await run("SELECT pg_advisory_xact_lock(hashtextextended('tenantry migration', 0))");
      // Whoever uses a table that is changed waits behind the step that waits for it.
      wait = longestStep + answerWait;
      await run(`SET LOCAL lock_timeout = ${openingWait}`);
    },
    commitTransaction: async () => {
      const { command } = await run('COMMIT');
      wait = answerWait;
      if (command !== 'COMMIT') throw new Error('the transaction was not committed');
    },
    rollbackTransaction: async () => {
      wait = answerWait;
      await run('ROLLBACK');
    },
    releaseConnection: nothing,
    destroy: nothing,
  };

  return {
    createAdapter: () => wordsOfPostgres.createAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => wordsOfPostgres.createIntrospector(db),
    createQueryCompiler: () => wordsOfPostgres.createQueryCompiler(),
  };
};

async function nothing(): Promise<void> {
  // The session is somebody else's to open and to end.
}
