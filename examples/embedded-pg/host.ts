import process from 'node:process';
import pg from 'pg';

export const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
// Without a listener the loss of a connection that nobody uses would end the process.
pool.on('error', (fault) => console.error(fault.message));
