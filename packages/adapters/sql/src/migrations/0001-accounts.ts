import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely';
import { type ColumnTypes, columnTypes } from '../column-types.ts';
import type { Schema } from '../schema.ts';

/** The tree with its aggregates, those who get in, mail and history. */
export async function accounts(db: Kysely<Schema>, prefix: string): Promise<void> {
  const made: Made = {
    ...columnTypes(db),
    schema: db.schema,
    named: (name) => `${prefix}${name}`,
    index: (name) => db.schema.createIndex(`${prefix}${name}`),
  };
  // What is referred to comes first.
  await tree(made);
  await access(made);
  await aggregates(made);
  await records(made);
}

interface Made extends ColumnTypes {
  readonly schema: Kysely<Schema>['schema'];
  /** The name of a constraint or an index, with the prefix. */
  readonly named: (name: string) => string;
  readonly index: (name: string) => ReturnType<Kysely<Schema>['schema']['createIndex']>;
}

async function tree({ schema, index, text, numbered }: Made): Promise<void> {
  await schema
    .createTable('installation')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('policy', text, required)
    .addColumn('secret_check', text, required)
    .addColumn('created_at', text, required)
    .execute();
  await numbered(schema.createTable('account'), 'number')
    .addColumn('id', text, unique)
    .addColumn('address', text, unique)
    .addColumn('kind', text, required)
    .addColumn('parent_id', text, (column) => column.references('account.id'))
    .addColumn('path', text, required)
    .addColumn('depth', 'integer', required)
    .addColumn('name', text, required)
    .addColumn('name_key', text, required)
    .addColumn('sibling_key', text, (column) => column.unique())
    .addColumn('status', text, required)
    .addColumn('default_role', 'integer')
    .addColumn('may_have_sub_accounts', 'integer', required)
    .addColumn('version', 'integer', required)
    .addColumn('created_at', text, required)
    .addColumn('updated_at', text, required)
    .execute();
  await index('account_parent').on('account').columns(['parent_id', 'id']).execute();
  // A path ends with an id, which is unique. The rest is what tells which accounts of a subtree fit,
  // without a look at each of them.
  await index('account_path').on('account').columns(['path', 'id', 'kind', 'status']).execute();
  await index('account_name').on('account').columns(['name_key', 'path']).execute();
  // Partners and registered accounts are listed apart from customers, of which there are many.
  await index('account_partner')
    .on('account')
    .columns(['path'])
    .where(sql.ref('kind'), '=', 'partner')
    .execute();
  await index('account_registered')
    .on('account')
    .columns(['parent_id', 'number'])
    .where(sql.ref('kind'), '=', 'registered')
    .execute();
  // Accounts of some kinds and statuses, by id, whatever few or many of them there are; the path
  // tells which of these are in a subtree, without a look at the account itself.
  await index('account_fitting').on('account').columns(['kind', 'status', 'id', 'path']).execute();
}

async function access({ schema, named, index, text, numbered }: Made): Promise<void> {
  await schema
    .createTable('app_user')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('email', text, required)
    .addColumn('email_canonical', text, unique)
    .addColumn('password_hash', text, required)
    .addColumn('credential_origin', text, required)
    .addColumn('credential_account', text, (column) => column.references('account.id'))
    .addColumn('credential_generation', 'integer', required)
    .addColumn('lapses_at', text)
    .addColumn('seen_hash', text)
    .execute();
  await numbered(schema.createTable('membership'), 'number')
    .addColumn('id', text, unique)
    .addColumn('account_id', text, to('account.id'))
    .addColumn('user_id', text, (column) => column.references('app_user.id'))
    .addColumn('name', text, required)
    .addColumn('email', text, required)
    .addColumn('email_canonical', text, required)
    .addColumn('user_name', text)
    .addColumn('user_name_key', text, (column) => column.unique())
    .addColumn('roles', text, required)
    .addColumn('status', text, required)
    .addColumn('generation', 'integer', required)
    .addColumn('invitation_hash', text, (column) => column.unique())
    .addColumn('invited_until', text)
    .addUniqueConstraint(named('membership_mailbox'), ['account_id', 'email_canonical'])
    .execute();
  await index('membership_account').on('membership').columns(['account_id', 'number']).execute();
  await index('membership_user').on('membership').columns(['user_id', 'number']).execute();
  await schema
    .createTable('api_key')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('lineage', text, to('api_key.id'))
    .addColumn('account_id', text, to('account.id'))
    .addColumn('hash', text, required)
    .addColumn('power', text, required)
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text)
    .addColumn('revoked_at', text)
    .addColumn('last_used_at', text)
    .execute();
  await index('api_key_account').on('api_key').columns(['account_id', 'id']).execute();
  await schema
    .createTable('session')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('membership_id', text, to('membership.id'))
    .addColumn('serial', 'integer', required)
    .addColumn('until', text, required)
    .execute();
  await index('session_until').on('session').columns(['until']).execute();
  await schema
    .createTable('tries')
    .addColumn('lookup', text, (column) => column.primaryKey())
    .addColumn('count', 'integer', required)
    .addColumn('until', text, required)
    .execute();
  await index('tries_until').on('tries').columns(['until']).execute();
  await schema
    .createTable('password_reset')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.references('app_user.id'))
    .addColumn('generation', 'integer', required)
    .addColumn('hash', text, unique)
    .addColumn('until', text, required)
    .execute();
  await index('password_reset_until').on('password_reset').columns(['until']).execute();
  await index('password_reset_user').on('password_reset').columns(['user_id']).execute();
}

async function aggregates({ schema, named, index, text, numbered }: Made): Promise<void> {
  await schema
    .createTable('customer')
    .addColumn('account_id', text, (column) => column.primaryKey().references('account.id'))
    .addColumn('workflows', text, required)
    .addColumn('configurations', text, required)
    .execute();
  await schema
    .createTable('external_reference')
    .addColumn('account_id', text, to('account.id'))
    .addColumn('position', 'integer', required)
    .addColumn('name', text, required)
    .addColumn('value', text, required)
    .addColumn('type', text, required)
    .addColumn('description', text)
    .addColumn('metadata', text)
    .addColumn('search_key', text)
    .addColumn('unique_key', text, (column) => column.unique())
    .addPrimaryKeyConstraint(named('external_reference_key'), ['account_id', 'position'])
    .execute();
  // Customers that have a reference, by id.
  await index('external_reference_name')
    .on('external_reference')
    .columns(['search_key', 'account_id'])
    .execute();
  await schema
    .createTable('partner')
    .addColumn('account_id', text, (column) => column.primaryKey().references('account.id'))
    .addColumn('reference', text, required)
    .addColumn('reference_key', text, unique)
    .addColumn('billing_id', text)
    .addColumn('phrase_hash', text)
    .addColumn('first_name', text, required)
    .addColumn('last_name', text, required)
    .addColumn('phone', text, required)
    .addColumn('contact_membership_id', text, to('membership.id'))
    .execute();
  await schema
    .createTable('account_register')
    .addColumn('account_id', text, (column) => column.primaryKey().references('account.id'))
    .addColumn('first_name', text)
    .addColumn('last_name', text)
    .addColumn('company_name', text)
    .addColumn('mobile_phone', text)
    .addColumn('time_zone', text, required)
    .addColumn('membership_id', text, to('membership.id'))
    .execute();
  await numbered(schema.createTable('app'), 'position')
    .addColumn('id', text, unique)
    .addColumn('account_id', text, to('account.id'))
    .addColumn('name', text, required)
    .addColumn('name_key', text, required)
    .addColumn('created_at', text, required)
    .addUniqueConstraint(named('app_name'), ['account_id', 'name_key'])
    .execute();
  await index('app_account').on('app').columns(['account_id', 'position']).execute();
}

async function records({ schema, index, text, ordered, makeOrder }: Made): Promise<void> {
  await schema
    .createTable('outbox')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('kind', text, required)
    .addColumn('membership_id', text, (column) => column.references('membership.id'))
    .addColumn('reset_id', text, (column) => column.references('password_reset.id'))
    .addColumn('user_id', text, (column) => column.references('app_user.id'))
    .addColumn('generation', 'integer', required)
    .addColumn('state', text, required)
    .addColumn('attempts', 'integer', required)
    .addColumn('next_at', text, required)
    .addColumn('owed_at', text, required)
    .addColumn('leased_until', text)
    .addColumn('fence', 'integer', required)
    .addColumn('reason', text)
    .execute();
  // In the order of a claim: of many that one moment has made due none is looked at in vain. Since when
  // mail is owed is asked of all that is due at once.
  await index('outbox_due')
    .on('outbox')
    .columns(['state', 'attempts', 'next_at', 'id', 'owed_at'])
    .execute();
  // What has ended is looked at in this order when it is forgotten.
  await index('outbox_ended')
    .on('outbox')
    .columns(['next_at', 'id'])
    .where(sql.ref('state'), '<>', 'due')
    .execute();
  await index('outbox_state').on('outbox').columns(['state', 'id']).execute();
  await index('outbox_member')
    .on('outbox')
    .columns(['membership_id', 'generation', 'id'])
    .execute();
  await index('outbox_reset').on('outbox').columns(['reset_id']).execute();
  await index('outbox_user').on('outbox').columns(['user_id']).execute();
  await schema
    .createTable('idempotency')
    .addColumn('lookup', text, (column) => column.primaryKey())
    .addColumn('fingerprint', text, required)
    .addColumn('account_id', text, to('account.id'))
    .addColumn('sealed', text, required)
    .addColumn('lapses_at', text, required)
    .execute();
  await index('idempotency_lapse').on('idempotency').columns(['lapses_at']).execute();
  await makeOrder();
  await ordered(schema.createTable('event'), 'position')
    .addColumn('id', text, unique)
    .addColumn('kind', text, required)
    .addColumn('account_id', text, to('account.id'))
    .addColumn('subject', text)
    .addColumn('actor', text, required)
    .addColumn('channel', text, required)
    .addColumn('user_name', text)
    .addColumn('request_id', text)
    .addColumn('at', text, required)
    .execute();
  await index('event_account').on('event').columns(['account_id', 'position']).execute();
}

const required = (column: ColumnDefinitionBuilder) => column.notNull();

const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique();

/** Demands a row of another table. */
const to = (column: string) => (definition: ColumnDefinitionBuilder) =>
  definition.notNull().references(column);
