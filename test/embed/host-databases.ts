import { join } from 'node:path';
import type { HostTransaction, Persistence } from '@tenantry/domain';
import { fromBetterSqlite3, fromKysely, hostTransaction, openSqlite } from '@tenantry/sqlite';
import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect, sql } from 'kysely';
import { onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { migratedFile } from './migrated-file.ts';

/** What a host of the tests does inside its transaction, besides calling use cases. */
export interface Inside {
  readonly tx: HostTransaction;
  /** Writes a line in a table of the host's own. */
  readonly note: (text: string) => Promise<void>;
  /** A statement of the host's: savepoints, what it reads. */
  readonly run: (text: string) => Promise<void>;
}

/** A program with a database of its own, in which our tables stand beside its own. */
export interface Host {
  readonly persistence: Persistence;
  /** Commits when the work resolves, rolls back when it throws. */
  readonly inTransaction: <T>(work: (inside: Inside) => Promise<T>) => Promise<T>;
  /** What is committed in the host's own table. */
  readonly notes: () => Promise<readonly string[]>;
}

export interface HostKind {
  readonly name: string;
  /** Lets a use case that runs come a little further. */
  readonly tick: () => Promise<unknown>;
  /** How many of those make a difference. */
  readonly step: number;
  readonly open: () => Promise<Host>;
}

const table = 'CREATE TABLE note (text TEXT NOT NULL)';

interface Given {
  readonly prefix?: string;
  readonly prepare?: (db: Database.Database) => void;
}

interface OpenFile {
  readonly file: string;
  readonly db: Database.Database;
  readonly persistence: Persistence;
}

/** A handle of the host's on a file in which we have our tables. */
export const openFile = async ({ prefix, prepare }: Given = {}): Promise<OpenFile> => {
  // As it is, a copy will do: to migrate one takes longer than most that is tried on it.
  const file = prefix || prepare ? join(emptyFolder(), 'host.db') : await migratedFile();
  const db = new Database(file);
  onTestFinished(() => {
    db.close();
  });
  prepare?.(db);
  db.exec(table);
  const persistence = await openSqlite({
    file,
    migrate: 'auto',
    ...(prefix === undefined ? {} : { prefix }),
  });
  onTestFinished(() => persistence.close());
  return { file, db, persistence };
};

const onHandle = (db: Database.Database) => ({
  note: async (text: string) => {
    db.prepare('INSERT INTO note VALUES (?)').run(text);
  },
  run: async (text: string) => {
    db.exec(text);
  },
});

const notesOn = (db: Database.Database) => async () =>
  db.prepare('SELECT text FROM note ORDER BY rowid').pluck().all().map(String);

/** BEGIN and COMMIT of the host's own. */
const byHand = async (
  given: Given,
  txOn: (db: Database.Database) => HostTransaction = fromBetterSqlite3,
): Promise<Host> => {
  const { db, persistence } = await openFile(given);
  return {
    persistence,
    notes: notesOn(db),
    inTransaction: async (work) => {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = await work({ tx: txOn(db), ...onHandle(db) });
        db.exec('COMMIT');
        return result;
      } catch (fault) {
        db.exec('ROLLBACK');
        throw fault;
      }
    },
  };
};

/** A driver that nobody has heard of: all that it has is said here. */
const ofAnyDriver = (db: Database.Database): HostTransaction => ({
  dialect: 'sqlite',
  query: async (text, values) => {
    if (!db.inTransaction) throw new Error('the transaction is over');
    const statement = db.prepare<unknown[], object>(text);
    if (statement.reader) return statement.all(...values);
    statement.run(...values);
    return [];
  },
});

const byHostTransaction = async (): Promise<Host> => {
  const { db, persistence } = await openFile();
  return {
    persistence,
    notes: notesOn(db),
    inTransaction: (work) => hostTransaction(db, (tx) => work({ tx, ...onHandle(db) })),
  };
};

export interface Tables {
  readonly note: { readonly text: string };
}

/** As any program with kysely does it. */
export const onKysely = (kysely: Kysely<Tables>): Omit<Host, 'persistence'> => ({
  notes: async () => {
    const rows = await kysely.selectFrom('note').select('text').execute();
    return rows.map(({ text }) => text);
  },
  inTransaction: (work) =>
    kysely.transaction().execute((trx) =>
      work({
        tx: fromKysely(trx),
        note: async (text) => {
          await trx.insertInto('note').values({ text }).execute();
        },
        run: async (text) => {
          await sql.raw(text).execute(trx);
        },
      }),
    ),
});

export const kyselyOn = (db: Database.Database, plugins: readonly CamelCasePlugin[] = []) =>
  new Kysely<Tables>({ dialect: new SqliteDialect({ database: db }), plugins: [...plugins] });

const byKysely = async (given: Given): Promise<Host> => {
  const { db, persistence } = await openFile(given);
  return { persistence, ...onKysely(kyselyOn(db, [new CamelCasePlugin()])) };
};

const withBigInts = (db: Database.Database): void => {
  db.defaultSafeIntegers();
};

/** What is asked of SQLite is answered before anything else happens. */
const tick = async (): Promise<void> => undefined;

export const sqliteHosts: readonly HostKind[] = [
  { name: 'any driver of SQLite', tick, step: 3, open: () => byHand({}, ofAnyDriver) },
  { name: 'hostTransaction', tick, step: 3, open: byHostTransaction },
  {
    name: 'better-sqlite3, with a prefix and whole numbers as bigint',
    tick,
    step: 3,
    open: () => byHand({ prefix: 'our_', prepare: withBigInts }),
  },
  {
    name: 'kysely on SQLite, with names in camel case and bigint',
    tick,
    step: 3,
    open: () => byKysely({ prepare: withBigInts }),
  },
];
