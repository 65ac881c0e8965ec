import { migratePostgres } from '@tenantry/postgres';
import { ask } from './ask.ts';

/** Made once for all that a worker runs. */
let original: Promise<string> | undefined;

const migrate = async (): Promise<string> => {
  const url = await ask('database');
  await migratePostgres({ url });
  return new URL(url).pathname.slice(1);
};

/**
 * The URL of a database with nothing in it but our tables, which nobody else has: a copy, which
 * takes a sixth of what it takes to make one and to migrate it.
 */
export const migratedDatabase = async (): Promise<string> =>
  ask(`database/${await (original ??= migrate())}`);
