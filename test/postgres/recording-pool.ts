import type { PgPool, PgPoolClient } from '@tenantry/postgres';
import pg from 'pg';

export interface Recorded {
  readonly text: string;
  readonly values: unknown[];
}

/** A pool of a host's that notes what goes over it. */
export const recordingPool = (url: string) => {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  const recorded: Recorded[] = [];

  const recording = (client: PgPoolClient): PgPoolClient => ({
    query: (query) => {
      recorded.push({ text: query.text, values: query.values ?? [] });
      return client.query(query);
    },
    on: (event, listener) => client.on(event, listener),
    removeListener: (event, listener) => client.removeListener(event, listener),
    release: (end) => client.release(end),
  });

  const recordingPool: PgPool = { connect: async () => recording(await pool.connect()) };
  return { pool: recordingPool, recorded, end: () => pool.end() };
};
