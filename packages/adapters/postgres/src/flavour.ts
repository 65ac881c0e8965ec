import type { Flavour } from '@tenantry/sql';
import { wordsOfPostgres } from './dialect.ts';
import { isLockTimeout } from './faults.ts';
import { isSettled, nextPosition } from './history.ts';
import { locks } from './locks.ts';

export const postgresFlavour: Flavour = {
  dialect: wordsOfPostgres,
  sideBySide: (db) => ({
    ...locks(db),
    isHeldTooLong: isLockTimeout,
    nextPosition,
    isSettled,
  }),
};
