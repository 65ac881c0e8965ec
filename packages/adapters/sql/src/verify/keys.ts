import { type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** What tells the rows of each table apart, by a unique index that begins with it. */
export const keys: {
  readonly [Table in keyof Schema]: readonly (keyof Schema[Table] & string)[];
} = {
  schema_version: ['id'],
  installation: ['id'],
  account: ['id'],
  customer: ['account_id'],
  external_reference: ['account_id', 'position'],
  partner: ['account_id'],
  account_register: ['account_id'],
  app: ['id'],
  app_user: ['id'],
  membership: ['id'],
  api_key: ['id'],
  session: ['id'],
  tries: ['lookup'],
  password_reset: ['id'],
  outbox: ['id'],
  idempotency: ['lookup'],
  event: ['id'],
};

/** The key of a row as one text, in SQL. */
export const keyText = (table: keyof Schema, alias: string): RawBuilder<string> =>
  sql.join<string>(
    keys[table].map((column) => sql`cast(${sql.id(alias, column)} as text)`),
    sql` || '/' || `,
  );

/** The same, of a row that was read. */
export const keyTextOf = (table: keyof Schema, row: object): string =>
  keys[table].map((column) => String(Reflect.get(row, column))).join('/');
