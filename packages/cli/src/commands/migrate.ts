import { migrateStore, migrationSql } from '@tenantry/container';
import { processSettings } from '../application/open.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface MigrateOptions extends Json {
  /** Print the steps, and leave the database alone. */
  readonly sql?: true;
}

/** Brings the database to the present schema, and says which steps were taken; or prints them all. */
export const migrate = async (
  { json, sql }: MigrateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const { database } = processSettings(flags, surroundings);
  if (sql === true) {
    const text = await migrationSql(database);
    surroundings.out(json === true ? `${JSON.stringify({ sql: text })}\n` : text);
    return;
  }
  const steps = await migrateStore(database);
  if (json === true) surroundings.out(`${JSON.stringify({ steps })}\n`);
  else if (steps.length === 0) surroundings.say('the database is up to date\n');
  else surroundings.out(steps.map((step) => `${step}\n`).join(''));
};
