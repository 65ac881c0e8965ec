import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';

interface Tables {
  subscription: { account: string; plan: string };
}

const database = new Database('./host.db');
export const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
