import { prefixing } from '@tenantry/sql';
import { type Dialect, Kysely } from 'kysely';
import { isMissingTable } from './faults.ts';
import { isBehind, moveOrigin } from './history.ts';
import type { PostgresOptions } from './options.ts';

/**
 * Sees to it that what is added to the history from now on comes after what is there. Another
 * server counts its transactions anew: a database that was filled from a dump goes on where that
 * ended.
 */
export const keepOrder = async (
  dialect: Dialect,
  { prefix, schema }: { readonly prefix: string } & Pick<PostgresOptions, 'schema'>,
): Promise<void> => {
  const db = new Kysely<object>({ dialect, plugins: [prefixing(prefix, schema)] });
  const isLeftBehind = async (on: Kysely<object>): Promise<boolean> => {
    const { rows } = await isBehind.execute(on);
    return rows.some((row) => row.is_behind === true);
  };
  try {
    if (!(await isLeftBehind(db))) return;
    await db.transaction().execute(async (alone) => {
      // Somebody else may have been faster.
      if (await isLeftBehind(alone)) await moveOrigin.execute(alone);
    });
  } catch (fault) {
    // Where the schema is taken as it is there may be none.
    if (!isMissingTable(fault)) throw fault;
  }
};
