import { type ColumnDefinitionBuilder, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Schema } from './schema.ts';

export interface MigrationOptions {
  /** What stands before the names of tables and indexes. */
  readonly prefix: string;
}

/**
 * The history of the schema, forward only: a step that has been released is never edited. Each is
 * expanded first and contracted in a later release, so that the binary before it runs on it.
 */
export const migrations = ({ prefix }: MigrationOptions): Record<string, Migration> => ({
  '0001-accounts': { up: (db: Kysely<Schema>) => accounts(db, prefix) },
});

async function accounts(db: Kysely<Schema>, prefix: string): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('installation')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('policy', 'text', required)
    .addColumn('secret_check', 'text', required)
    .addColumn('created_at', 'text', required)
    .execute();
  await numbered(schema.createTable('account'), 'number')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('address', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', required)
    .addColumn('parent_id', 'text', (column) => column.references('account.id'))
    .addColumn('path', 'text', required)
    .addColumn('depth', 'integer', required)
    .addColumn('name', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('default_role', 'integer')
    .addColumn('may_have_sub_accounts', 'integer', required)
    .addColumn('version', 'integer', required)
    .addColumn('created_at', 'text', required)
    .addColumn('updated_at', 'text', required)
    .execute();
  const index = (name: string) => schema.createIndex(`${prefix}${name}`);
  await index('account_parent').on('account').columns(['parent_id', 'id']).execute();
  await index('account_path').unique().on('account').columns(['path']).execute();
  await schema
    .createTable('customer')
    .addColumn('account_id', 'text', (column) => column.primaryKey().references('account.id'))
    .addColumn('workflows', 'text', required)
    .addColumn('configurations', 'text', required)
    .execute();
  await schema
    .createTable('external_reference')
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('position', 'integer', required)
    .addColumn('name', 'text', required)
    .addColumn('value', 'text', required)
    .addColumn('type', 'text', required)
    .addColumn('description', 'text')
    .addColumn('metadata', 'text')
    .addColumn('unique_key', 'text', (column) => column.unique())
    .addPrimaryKeyConstraint(`${prefix}external_reference_key`, ['account_id', 'position'])
    .execute();
  await index('external_reference_name')
    .on('external_reference')
    .columns(['name', 'value', 'account_id'])
    .execute();
  await schema
    .createTable('app_user')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text', required)
    .addColumn('email_canonical', 'text', (column) => column.notNull().unique())
    .addColumn('password_hash', 'text', required)
    .addColumn('credential_origin', 'text', required)
    .addColumn('credential_account', 'text', (column) => column.references('account.id'))
    .addColumn('credential_generation', 'integer', required)
    .addColumn('lapses_at', 'text')
    .execute();
  await numbered(schema.createTable('membership'), 'number')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('user_id', 'text', (column) => column.references('app_user.id'))
    .addColumn('name', 'text', required)
    .addColumn('email', 'text', required)
    .addColumn('email_canonical', 'text', required)
    .addColumn('user_name', 'text')
    .addColumn('user_name_key', 'text', (column) => column.unique())
    .addColumn('roles', 'text', required)
    .addColumn('status', 'text', required)
    .addColumn('invitation_generation', 'integer')
    .addColumn('invitation_hash', 'text', (column) => column.unique())
    .addColumn('invited_until', 'text')
    .addUniqueConstraint(`${prefix}membership_mailbox`, ['account_id', 'email_canonical'])
    .execute();
  await schema
    .createTable('api_key')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('hash', 'text', required)
    .addColumn('power', 'text', required)
    .addColumn('created_at', 'text', required)
    .addColumn('expires_at', 'text')
    .addColumn('revoked_at', 'text')
    .execute();
  await index('api_key_account').on('api_key').columns(['account_id', 'id']).execute();
  await schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', required)
    .addColumn('membership_id', 'text', (column) => column.notNull().references('membership.id'))
    .addColumn('generation', 'integer', required)
    .addColumn('state', 'text', required)
    .addColumn('attempts', 'integer', required)
    .addColumn('next_at', 'text', required)
    .addColumn('leased_until', 'text')
    .addColumn('fence', 'integer', required)
    .execute();
  await index('outbox_due').on('outbox').columns(['state', 'attempts', 'next_at']).execute();
  await index('outbox_member').on('outbox').columns(['membership_id']).execute();
  await schema
    .createTable('idempotency')
    .addColumn('lookup', 'text', (column) => column.primaryKey())
    .addColumn('fingerprint', 'text', required)
    .addColumn('sealed', 'text', required)
    .addColumn('lapses_at', 'text', required)
    .execute();
  await index('idempotency_lapse').on('idempotency').columns(['lapses_at']).execute();
  await numbered(schema.createTable('event'), 'position')
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('kind', 'text', required)
    .addColumn('account_id', 'text', (column) => column.notNull().references('account.id'))
    .addColumn('actor', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('user_name', 'text')
    .addColumn('request_id', 'text')
    .addColumn('at', 'text', required)
    .execute();
  await index('event_account').on('event').columns(['account_id', 'position']).execute();
}

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** A number that the database gives out, never twice. */
const numbered = <Table extends string>(table: CreateTableBuilder<Table>, column: string) =>
  table.addColumn(column, 'integer', (definition) => definition.primaryKey().autoIncrement());
