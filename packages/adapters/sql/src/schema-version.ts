import type { Kysely } from 'kysely';
import type { Step } from './migrations.ts';
import type { Schema } from './schema.ts';

/** Where a database stands: 0 and 0 before the first step. */
export interface SchemaVersion {
  /** How many steps were taken. */
  readonly version: number;
  /** How many steps a program must know to run on it. */
  readonly oldest: number;
}

const none: SchemaVersion = { version: 0, oldest: 0 };
const onlyRow = 1;

/**
 * The table of one row that every program reads, older and newer ones: unlike all others it never
 * changes its form, and is no part of a step.
 */
export const makeVersionTable = (db: Kysely<Schema>): Promise<void> =>
  db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('oldest', 'integer', (column) => column.notNull())
    .execute();

/** Throws where there is no such table. */
export const readVersion = async (db: Kysely<Schema>): Promise<SchemaVersion> => {
  const row = await db
    .selectFrom('schema_version')
    .select(['version', 'oldest'])
    .where('id', '=', onlyRow)
    .executeTakeFirst();
  return row ?? none;
};

/** As `readVersion`; a database without the table stands before the first step. */
export const readVersionIfAny = async (db: Kysely<Schema>): Promise<SchemaVersion> => {
  try {
    return await readVersion(db);
  } catch (fault) {
    if (isMissingTable(fault)) return none;
    throw fault;
  }
};

/** No question is understood by both databases; each has its own answer. */
const isMissingTable = (fault: unknown): boolean =>
  fault instanceof Error &&
  (Reflect.get(fault, 'code') === '42P01' || fault.message.startsWith('no such table'));

/** Notes that the first `version` of the steps were taken. */
export const writeVersion = async (
  db: Kysely<Schema>,
  steps: readonly Step[],
  version: number,
): Promise<void> => {
  const reached = { version, oldest: oldestAfter(steps.slice(0, version)) };
  await db
    .insertInto('schema_version')
    .values({ id: onlyRow, ...reached })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(reached))
    .execute();
};

/** What one step has shut out no later one lets in again. */
const oldestAfter = (taken: readonly Step[]): number =>
  Math.max(0, ...taken.map(({ oldest }) => oldest));
