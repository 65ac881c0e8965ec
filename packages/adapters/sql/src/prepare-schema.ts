import { type MigrationState, type migrator, tooNew } from './migrator.ts';

/** `auto` brings the schema up to date, `check` refuses an outdated one, `off` takes it as it is. */
export type Migrate = 'auto' | 'check' | 'off';

/**
 * Sees to the schema as `migrate` says, before a store is opened; answers the names of the steps
 * that were taken. A store calls this first of all, whatever `migrate` says: a database that has
 * left this program behind is refused with nothing written, and one that is newer, but may still be
 * run on, is left as it is.
 *
 * Throws an Error of one line that says what helps. `toLatest` alone needs the lock of those who
 * migrate, and is not called where nothing is due.
 */
export const prepareSchema = async (
  { state, toLatest }: Pick<ReturnType<typeof migrator>, 'state' | 'toLatest'>,
  migrate: Migrate,
): Promise<readonly string[]> => {
  const found = await state();
  if (migrate === 'auto' && !found.isTooNew && found.pending.length > 0) return toLatest();
  demandFit(found, migrate);
  return [];
};

/**
 * Throws an Error of one line where a program must not run on the schema that there is: also later,
 * when somebody else may have changed it.
 */
export const demandFit = (found: MigrationState, migrate: Migrate): void => {
  if (found.isTooNew) throw tooNew(found);
  if (found.pending.length > 0 && migrate !== 'off')
    throw new Error('the database is not up to date: run "tenantry migrate"');
};
