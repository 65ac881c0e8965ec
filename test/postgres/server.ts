import { ask } from './ask.ts';

export { onServer } from './databases.ts';

/** The URL of a database with nothing in it, which nobody else has. */
export const emptyDatabase = (): Promise<string> => ask('database');
