import type { MigrationState } from '../migrator.ts';

/**
 * The invariants are known of the present schema alone: throws an Error of one line that says what
 * helps, where a database stands before it, or beyond it.
 */
export const demandPresentSchema = ({ pending, version, known }: MigrationState): void => {
  if (pending.length > 0) throw new Error('the database is not up to date: run "tenantry migrate"');
  if (version > known)
    throw new Error(
      `this program is too old to verify the database: it knows ${known} of the ${version} steps ` +
        'that were taken; install a newer version',
    );
};
