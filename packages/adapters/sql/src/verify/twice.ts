import { sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { type QueryCheck, tableOf } from './query-check.ts';

/** Every unique index and primary key, also of those tables that have but one row. */
const uniques: readonly (readonly [table: keyof Schema, ...columns: readonly string[]])[] = [
  ['schema_version', 'id'],
  ['installation', 'id'],
  ['account', 'number'],
  ['account', 'id'],
  ['account', 'address'],
  ['account', 'path'],
  ['account', 'sibling_key'],
  ['customer', 'account_id'],
  ['external_reference', 'account_id', 'position'],
  ['external_reference', 'unique_key'],
  ['partner', 'account_id'],
  ['partner', 'reference_key'],
  ['account_register', 'account_id'],
  ['app', 'position'],
  ['app', 'id'],
  ['app', 'account_id', 'name_key'],
  ['app_user', 'id'],
  ['app_user', 'email_canonical'],
  ['membership', 'number'],
  ['membership', 'id'],
  ['membership', 'user_name_key'],
  ['membership', 'invitation_hash'],
  ['membership', 'account_id', 'email_canonical'],
  ['api_key', 'id'],
  ['session', 'id'],
  ['tries', 'lookup'],
  ['password_reset', 'id'],
  ['password_reset', 'hash'],
  ['outbox', 'id'],
  ['idempotency', 'lookup'],
  ['event', 'position'],
  ['event', 'id'],
];

/** Rows that share what no two may share, should an index be missing or broken. */
export const twice: readonly QueryCheck[] = uniques.map(([table, ...columns]) => {
  const list = sql.join(columns.map((column) => sql.id(column)));
  const known = columns.map((column) => sql`${sql.id(column)} is not null`);
  return {
    ...(table === 'idempotency'
      ? { invariant: 'INV4', check: 'several results under one key' }
      : { invariant: 'INV3', check: 'not unique' }),
    table,
    column: columns.join('+'),
    broken: sql`(${list}) in (select ${list} from ${tableOf(table)}
      where ${sql.join(known, sql` and `)} group by ${list} having count(*) > 1)`,
  };
});
