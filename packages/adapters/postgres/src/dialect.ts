import { PostgresDialect } from 'kysely';

/** kysely's dialect, asked for its words alone: nothing is ever run on it. */
export const wordsOfPostgres = new PostgresDialect({
  pool: () => {
    throw new Error('a dialect that is asked for its words alone has no connections');
  },
});
