import { migrateStore } from '@tenantry/container';
import type { Flags, Json } from '../flags.ts';
import { processSettings } from '../open.ts';
import type { Surroundings } from '../surroundings.ts';

/** Brings the database to the present schema; says which steps were taken. */
export const migrate = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const { database } = processSettings(flags, surroundings);
  const steps = await migrateStore(database);
  if (json === true) surroundings.out(`${JSON.stringify({ steps })}\n`);
  else if (steps.length === 0) surroundings.say('the database is up to date\n');
  else surroundings.out(steps.map((step) => `${step}\n`).join(''));
};
