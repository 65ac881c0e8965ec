import { prefixing } from '@tenantry/sql';
import { type Dialect, Kysely } from 'kysely';
import { isForbidden, isMissingTable } from './faults.ts';
import { isBehind, moveOrigin } from './history.ts';
import type { Place } from './place.ts';

/**
 * Sees to it that what is added to the history from now on comes after what is there. Another
 * server counts its transactions anew: a database that was filled from a dump goes on where that
 * ended. Throws where that is due and the role may not see to it.
 */
export const keepOrder = async (dialect: Dialect, { prefix, schema }: Place): Promise<void> => {
  const db = new Kysely<object>({ dialect, plugins: [prefixing(prefix, schema)] });
  if (!(await isLeftBehind(db).catch(notOurs))) return;
  try {
    await db.transaction().execute(async (alone) => {
      // Somebody else may have been faster.
      if (await isLeftBehind(alone)) await moveOrigin.execute(alone);
    });
  } catch (cause) {
    if (!isForbidden(cause)) throw cause;
    throw new Error(
      'the database was filled from another server: open it once with the role that owns its tables',
      { cause },
    );
  }
};

async function isLeftBehind(db: Kysely<object>): Promise<boolean> {
  const { rows } = await isBehind.execute(db);
  return rows.some((row) => row.is_behind === true);
}

/**
 * Where the schema is taken as it is there may be no history. Whoever may not ask adds nothing to
 * it either: that asks the same.
 */
function notOurs(fault: unknown): false {
  if (isMissingTable(fault) || isForbidden(fault)) return false;
  throw fault;
}
