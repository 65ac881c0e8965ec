import { type Dialect, Kysely } from 'kysely';
import { type MigrationOptions, released } from './migrations.ts';
import { prefixing } from './prefix.ts';
import type { Schema } from './schema.ts';
import {
  makeVersionTable,
  readVersion,
  readVersionIfAny,
  type SchemaVersion,
  writeVersion,
} from './schema-version.ts';

export interface MigrationState extends SchemaVersion {
  /** The names of the steps that are due; none where the database is as new as this, or newer. */
  readonly pending: readonly string[];
  /** How many steps this program knows. */
  readonly known: number;
  /** The database has left this program behind: it must not run on it. */
  readonly isTooNew: boolean;
}

/**
 * Brings a database to the present schema, or tells what it lacks. Each step is one transaction of
 * the dialect, which must hold a lock that all who migrate wait for: steps and their record are
 * there together or not at all, whenever a process ends.
 */
export const migrator = (dialect: Dialect, options: MigrationOptions) => {
  const { schema, steps = released } = options;
  const db = database(dialect, options);
  const known = steps.length;
  const isTooNew = ({ oldest }: SchemaVersion): boolean => oldest > known;

  /** Where somebody else has been faster there is nothing left to take. */
  const takeNext = (): Promise<string | undefined> =>
    db.transaction().execute(async (unit) => {
      if (schema !== undefined) await makeSchemaIfNone(unit, schema);
      await makeVersionTable(unit);
      const reached = await readVersion(unit);
      if (isTooNew(reached)) throw tooNew({ ...reached, known });
      const step = steps[reached.version];
      if (step === undefined) return undefined;
      await step.up(unit, options.prefix);
      await writeVersion(unit, steps, reached.version + 1);
      return step.name;
    });

  return {
    /**
     * Takes the steps that are due; answers their names, none when there was nothing to do. Throws
     * where one fails, or the database has left this program behind: those before it stay taken.
     */
    toLatest: async (): Promise<readonly string[]> => {
      const taken: string[] = [];
      try {
        for (;;) {
          const name = await takeNext();
          if (name === undefined) return taken;
          taken.push(name);
        }
      } catch (cause) {
        throw new Error('the database could not be migrated', { cause });
      }
    },
    /** Where the database stands. Writes nothing, and needs no lock. */
    state: async (): Promise<MigrationState> => {
      const reached = await readVersionIfAny(db);
      return {
        ...reached,
        pending: steps.slice(reached.version).map(({ name }) => name),
        known,
        isTooNew: isTooNew(reached),
      };
    },
    close: () => db.destroy(),
  };
};

/** What steps are sent to: names get the prefix, and the schema where there is one. */
export const database = (
  dialect: Dialect,
  { prefix, schema }: MigrationOptions,
): Kysely<Schema> => {
  const db = new Kysely<Schema>({ dialect, plugins: [prefixing(prefix, schema)] });
  return schema === undefined ? db : db.withSchema(schema);
};

export const tooNew = ({ oldest, known }: Pick<MigrationState, 'oldest' | 'known'>): Error =>
  new Error(
    `this program is too old for the database: it knows ${known} of the ${oldest} steps that it ` +
      'must know; install a newer version',
  );

/** Asked first: to say `if not exists` takes the right to make one, also where it is there. */
async function makeSchemaIfNone(db: Kysely<Schema>, schema: string): Promise<void> {
  const schemas = await db.introspection.getSchemas();
  if (schemas.some(({ name }) => name === schema)) return;
  await db.schema.createSchema(schema).ifNotExists().execute();
}
