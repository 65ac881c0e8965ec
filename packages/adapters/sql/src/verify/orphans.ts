import { sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { type QueryCheck, tableOf } from './query-check.ts';

/** Every foreign key: which column names rows of which table by which column. */
const foreignKeys: readonly (readonly [
  table: keyof Schema,
  column: string,
  parent: 'account' | 'api_key' | 'app_user' | 'membership' | 'password_reset',
])[] = [
  ['account', 'parent_id', 'account'],
  ['customer', 'account_id', 'account'],
  ['external_reference', 'account_id', 'account'],
  ['partner', 'account_id', 'account'],
  ['partner', 'contact_membership_id', 'membership'],
  ['account_register', 'account_id', 'account'],
  ['account_register', 'membership_id', 'membership'],
  ['app', 'account_id', 'account'],
  ['app_user', 'credential_account', 'account'],
  ['membership', 'account_id', 'account'],
  ['membership', 'user_id', 'app_user'],
  ['api_key', 'account_id', 'account'],
  ['api_key', 'lineage', 'api_key'],
  ['session', 'membership_id', 'membership'],
  ['password_reset', 'user_id', 'app_user'],
  ['outbox', 'membership_id', 'membership'],
  ['outbox', 'reset_id', 'password_reset'],
  ['outbox', 'user_id', 'app_user'],
  ['idempotency', 'account_id', 'account'],
  ['event', 'account_id', 'account'],
];

const byKeys: readonly QueryCheck[] = foreignKeys.map(([table, column, parent]) => ({
  ...(table === 'idempotency'
    ? { invariant: 'INV1', check: 'kept result of an account that does not exist' }
    : { invariant: 'INV3', check: 'orphan' }),
  table,
  column,
  broken: sql`it.${sql.id(column)} is not null and not exists (
    select 1 from ${tableOf(parent)} as parent where parent.id = it.${sql.id(column)})`,
}));

/** Rows that name others which do not exist. */
export const orphans: readonly QueryCheck[] = [
  ...byKeys,
  {
    invariant: 'INV3',
    check: 'orphan',
    table: 'event',
    column: 'subject',
    // A key or a membership, by what happened: no foreign key can say that.
    broken: sql`it.subject is not null
      and not exists (select 1 from ${tableOf('api_key')} as parent where parent.id = it.subject)
      and not exists (select 1 from ${tableOf('membership')} as parent where parent.id = it.subject)`,
  },
];
