import { randomBytes } from 'node:crypto';
import { randomIds } from '@tenantry/runtime';
import { another } from '../load/requests.ts';

type Cell = string | number | null;

/** The rows that a whole customer has, in the order in which they may be written. */
export interface CustomerRows {
  readonly account: readonly (readonly Cell[])[];
  readonly customer: readonly (readonly Cell[])[];
  readonly external_reference: readonly (readonly Cell[])[];
  readonly membership: readonly (readonly Cell[])[];
  readonly outbox: readonly (readonly Cell[])[];
  readonly event: readonly (readonly Cell[])[];
  /** Of the attempt whose result is kept; none where it is not. */
  readonly idempotency: readonly (readonly Cell[])[];
}

const columns: Readonly<Record<keyof CustomerRows, readonly string[]>> = {
  account: [
    'id',
    'address',
    'kind',
    'parent_id',
    'path',
    'depth',
    'name',
    'name_key',
    'sibling_key',
    'status',
    'default_role',
    'may_have_sub_accounts',
    'version',
    'created_at',
    'updated_at',
  ],
  customer: ['account_id', 'workflows', 'configurations'],
  external_reference: [
    'account_id',
    'position',
    'name',
    'value',
    'type',
    'description',
    'metadata',
    'search_key',
    'unique_key',
  ],
  membership: [
    'id',
    'account_id',
    'user_id',
    'name',
    'email',
    'email_canonical',
    'user_name',
    'user_name_key',
    'roles',
    'status',
    'generation',
    'invitation_hash',
    'invited_until',
  ],
  outbox: [
    'id',
    'kind',
    'membership_id',
    'reset_id',
    'user_id',
    'generation',
    'state',
    'attempts',
    'next_at',
    'owed_at',
    'leased_until',
    'fence',
    'reason',
  ],
  event: [
    'id',
    'kind',
    'account_id',
    'subject',
    'actor',
    'channel',
    'user_name',
    'request_id',
    'at',
  ],
  idempotency: ['lookup', 'fingerprint', 'account_id', 'sealed', 'lapses_at'],
};

/** As our tables are named where no prefix is said. */
export const tableOf = (table: keyof CustomerRows): string => `tenantry_${table}`;

export const columnsOf = (table: keyof CustomerRows): readonly string[] => columns[table];

function insert(table: keyof CustomerRows): string {
  const names = columnsOf(table);
  return `INSERT INTO ${tableOf(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
}

/** One row for each insert, as is fastest on better-sqlite3. */
export const inserts: Readonly<Record<keyof CustomerRows, string>> = {
  account: insert('account'),
  customer: insert('customer'),
  external_reference: insert('external_reference'),
  membership: insert('membership'),
  outbox: insert('outbox'),
  event: insert('event'),
  idempotency: insert('idempotency'),
};

const ids = randomIds();
const lifetime = 604_800_000;
/** Bytes of the sealed result of this customer. */
const sealedBytes = 1363;

/** The rows of the customer of load/customers.ts, and of its result where that is kept. */
export const customerRows = (parent: string, keepsResult = false): CustomerRows => {
  const unique = another();
  const id = ids.uuid();
  const now = new Date();
  const at = now.toISOString();
  const until = new Date(now.getTime() + lifetime).toISOString();
  const name = `Customer ${unique}`;
  const people = [
    { id: ids.uuid(), name: 'Jane Doe', email: `jane.${unique}@example.com` },
    { id: ids.uuid(), name: 'John Roe', email: `john.${unique}@example.com` },
  ];
  const workflows =
    '[{"workflowDefinitionId":"wf-1","workflowName":"Onboarding","lifecyclePhase":"OTHER"}]';
  const reference = (position: number, name: string, type: string) => [
    id,
    position,
    name,
    unique,
    type,
    null,
    null,
    `${name}\u001f${unique}`,
    null,
  ];
  return {
    account: [
      [
        id,
        ids.address(),
        'customer',
        parent,
        `${parent}/${id}`,
        2,
        name,
        name,
        null,
        'active',
        null,
        0,
        1,
        at,
        at,
      ],
    ],
    customer: [[id, workflows, '{"kyc":{"threshold":0.75,"region":"EU"}}']],
    external_reference: [reference(0, 'CRM', 'CUSTOMER'), reference(1, 'ERP', 'ACCOUNT')],
    membership: people.map(({ id: member, name, email }) => [
      member,
      id,
      null,
      name,
      email,
      email,
      null,
      null,
      '[3]',
      'invited',
      1,
      randomText(32),
      until,
    ]),
    outbox: people.map(({ id: member }) => [
      ids.uuid(),
      'invitation',
      member,
      null,
      null,
      1,
      'due',
      0,
      at,
      at,
      null,
      0,
      null,
    ]),
    event: [[ids.uuid(), 'CustomerOpened', id, null, `key:${parent}`, 'api', null, ids.uuid(), at]],
    idempotency: keepsResult
      ? [[randomText(32), randomText(32), id, randomText(sealedBytes), until]]
      : [],
  };
};

function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
