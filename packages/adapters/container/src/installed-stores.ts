import { examineOver } from './examine-store.ts';
import type { ExaminedStore } from './examined-store.ts';
import { installed } from './store-packages.ts';
import { migrateOver } from './stores.ts';
import { verifyOver } from './verify-store.ts';
import type { Violation } from './violation.ts';

// Apart from what they are made of, whose types name packages that not every host installs.

/**
 * Brings the database that a URL names to the present schema, making it where it is missing, and
 * answers the steps that were taken. Throws as `openApplication` does for a URL that cannot be
 * opened.
 */
export const migrateStore = (url: string): Promise<readonly string[]> =>
  migrateOver(url, installed);

/**
 * Finds what breaks the invariants of the database that a URL names, whoever else is using it, and
 * changes nothing: one violation after another, as they are found. Throws as `migrateStore` does for
 * a URL that cannot be opened, and where the schema is not the present one.
 */
export const verifyStore = (url: string): AsyncGenerator<Violation, void> =>
  verifyOver(url, installed);

/**
 * Looks at the database that a URL names, whoever else is using it, and writes nothing: what it finds
 * of itself and of its schema, each with advice where something is wrong, and how many rows were over
 * before `lapsedBefore`. Throws where it cannot be looked at.
 */
export const examineStore = (url: string, lapsedBefore: Date): Promise<ExaminedStore> =>
  examineOver(url, lapsedBefore, installed);
