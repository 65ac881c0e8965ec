import type { Generated } from 'kysely';

/** Instants are ISO 8601 texts in UTC with milliseconds: they sort as they follow one another. */
type Instant = string;

/** One row a table. Lists and objects are JSON texts; no database ever parses them. */
export interface Schema {
  /** One row. Every program reads it, older and newer ones: it never changes its form. */
  schema_version: {
    /** Always 1. */
    id: number;
    /** How many steps were taken. */
    version: number;
    /** How many steps a program must know to run on this database. */
    oldest: number;
  };
  installation: {
    /** Always 1: there is one installation. */
    id: number;
    policy: string;
    secret_check: string;
    created_at: Instant;
  };
  account: {
    number: Generated<number>;
    id: string;
    address: string;
    kind: string;
    parent_id: string | null;
    /** The ids from the root down to the account itself, with `/` between them. */
    path: string;
    depth: number;
    name: string;
    /** The name as it is compared. */
    name_key: string;
    /**
     * Parent and name of a partner, which no two beneath one parent share; null for other kinds.
     */
    sibling_key: string | null;
    status: string;
    default_role: number | null;
    may_have_sub_accounts: number;
    version: number;
    created_at: Instant;
    updated_at: Instant;
  };
  customer: { account_id: string; workflows: string; configurations: string };
  external_reference: {
    account_id: string;
    position: number;
    name: string;
    value: string;
    type: string;
    description: string | null;
    metadata: string | null;
    /**
     * Name and value as they are compared; null where an earlier reference of the account has the
     * same, so that whoever looks for it finds the account once.
     */
    search_key: string | null;
    /** Parent, name and value where no two children of a parent may share them. */
    unique_key: string | null;
  };
  partner: {
    account_id: string;
    reference: string;
    /** The reference as it is compared. */
    reference_key: string;
    billing_id: string | null;
    phrase_hash: string | null;
    first_name: string;
    last_name: string;
    phone: string;
    contact_membership_id: string;
  };
  account_register: {
    account_id: string;
    first_name: string | null;
    last_name: string | null;
    company_name: string | null;
    mobile_phone: string | null;
    time_zone: string;
    membership_id: string;
  };
  app: {
    /** In the order in which apps came to be. */
    position: Generated<number>;
    id: string;
    account_id: string;
    name: string;
    /** The name as it is compared. */
    name_key: string;
    created_at: Instant;
  };
  app_user: {
    id: string;
    email: string;
    email_canonical: string;
    password_hash: string;
    credential_origin: string;
    credential_account: string | null;
    credential_generation: number;
    lapses_at: Instant | null;
    /** Of the given credential before the present one. */
    seen_hash: string | null;
  };
  membership: {
    number: Generated<number>;
    id: string;
    account_id: string;
    user_id: string | null;
    name: string;
    email: string;
    email_canonical: string;
    user_name: string | null;
    /** The user name as it is compared. */
    user_name_key: string | null;
    roles: string;
    status: string;
    /** Of its newest link, whatever the status; 0 where there never was one. */
    generation: number;
    invitation_hash: string | null;
    invited_until: Instant | null;
  };
  api_key: {
    id: string;
    /** The first of the keys that followed one another by rotation. */
    lineage: string;
    account_id: string;
    hash: string;
    power: string;
    created_at: Instant;
    expires_at: Instant | null;
    revoked_at: Instant | null;
    last_used_at: Instant | null;
  };
  session: { id: string; membership_id: string; serial: number; until: Instant };
  /** What was counted under a lookup, in a window that is over at `until`. */
  tries: { lookup: string; count: number; until: Instant };
  password_reset: {
    id: string;
    /** Null where the mailbox is nobody's. */
    user_id: string | null;
    generation: number;
    hash: string;
    until: Instant;
  };
  outbox: {
    id: string;
    kind: string;
    /** What it is about: one of the three, by its kind. */
    membership_id: string | null;
    reset_id: string | null;
    user_id: string | null;
    generation: number;
    state: string;
    attempts: number;
    next_at: Instant;
    /** Since when it is owed, whatever failed in the meantime. */
    owed_at: Instant;
    leased_until: Instant | null;
    fence: number;
    reason: string | null;
  };
  idempotency: {
    lookup: string;
    fingerprint: string;
    account_id: string;
    sealed: string;
    lapses_at: Instant;
  };
  event: {
    /** In the order in which events are served. */
    position: Generated<number>;
    id: string;
    kind: string;
    account_id: string;
    subject: string | null;
    actor: string;
    channel: string;
    user_name: string | null;
    request_id: string | null;
    at: Instant;
  };
}

export const tables = [
  'schema_version',
  'installation',
  'account',
  'customer',
  'external_reference',
  'partner',
  'account_register',
  'app',
  'app_user',
  'membership',
  'api_key',
  'session',
  'tries',
  'password_reset',
  'outbox',
  'idempotency',
  'event',
] as const satisfies readonly (keyof Schema)[];

/** Where transactions write side by side: what is added to their numbers to order the history. */
export const sequences = ['event_origin'] as const;
