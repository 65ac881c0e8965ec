import { parseDatabaseUrl } from './database-url.ts';

/**
 * How many accounts are best opened side by side in the database that a URL names, by whoever opens
 * many: a server answers several connections at once; one file has one writer, and all that are under
 * way share its commits.
 */
export const rowsAtOnce = (url: string): number => {
  const database = parseDatabaseUrl(url);
  return database.ok && database.value.kind === 'postgres' ? 16 : 64;
};
