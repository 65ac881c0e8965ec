import process from 'node:process';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

interface Tables {
  subscription: { account: string; plan: string };
}

export const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
// Without a listener the loss of a connection that nobody uses would end the process.
pool.on('error', (fault) => console.error(fault.message));
await pool.query('CREATE TABLE subscription (account text, plan text)');

export const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
