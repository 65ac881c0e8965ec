import { installed, load } from './store-packages.ts';

/**
 * The steps of the schema that this program knows, by name, the last one last: the same for every
 * database. Throws where the package that knows them is not installed.
 */
export const schemaSteps = async (): Promise<readonly string[]> =>
  (await load('sqlite', installed.sqlite)).sqliteSteps;
