/** What a populated database is filled with: customers beneath one parent, by SQL alone. */

/** What the two databases say differently. */
export interface Saying {
  /** Makes a text of some numbers. */
  readonly hex: (parts: readonly Hex[]) => string;
  /** An instant that is said in milliseconds. */
  readonly instant: (milliseconds: string) => string;
  /** Where the n-th event comes, where the table does not say so by itself. */
  readonly position?: string;
  /** The names of all tables. */
  readonly tables: string;
}

/** A whole number, how many hexadecimal digits it has at least, and what comes behind them. */
type Hex = readonly [number: string, digits: number, behind: string];

export const inSqlite: Saying = {
  hex: (parts) => {
    const format = parts.map(([, digits, behind]) => `%0${digits}x${behind}`).join('');
    return `printf('${format}', ${parts.map(([number]) => number).join(', ')})`;
  },
  instant: (milliseconds) =>
    `strftime('%Y-%m-%dT%H:%M:%fZ', ${milliseconds} / 1000.0, 'unixepoch')`,
  tables: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'tenantry%'",
};

/** The positions of its own transactions begin far above a million. */
export const inPostgres: Saying = {
  hex: (parts) =>
    parts
      .map(([number, digits, behind]) => `lpad(to_hex(${number}), ${digits}, '0') || '${behind}'`)
      .join(' || '),
  instant: (milliseconds) =>
    `to_char(to_timestamp(${milliseconds} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  position: 'n',
  tables: 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
};

export interface Parent {
  readonly id: string;
  readonly path: string;
  readonly depth: number;
}

/** One in so many has mail that is still due; that of the others was sent. */
export const mailDue = 100;

const begun = Date.parse('2025-01-01T00:00:00.000Z');
const text = (milliseconds: number): string => `'${new Date(milliseconds).toISOString()}'`;
const opened = text(begun);
/** Milliseconds from now in which no use of a key is noted again. */
const usedIn = 3_600_000;
const invitedUntil = text(begun + 7 * 86_400_000);

/** What is identified; the digit tells ids of one kind from those of another. */
const kinds = { account: 0, membership: 1, outbox: 2, event: 3, api_key: 4 } as const;
type Identified = keyof typeof kinds;

/** The n-th of as many numbers below 2^32, all over the place: what is random has its like everywhere. */
const scattered = '(n * 2654435761 % 4294967296)';
const oneOf = (letters: string): string =>
  `substr('${letters}', CAST(${scattered} % ${letters.length} AS integer) + 1, 1)`;
const base32 = '0123456789abcdefghjkmnpqrstvwxyz';
const base64 = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';

/** UUIDs of version 7, a millisecond after one another, all before those that are made from now on. */
const idSql = ({ hex }: Saying, kind: Identified): string =>
  hex([
    [`(${begun} + n) >> 16`, 8, '-'],
    [`(${begun} + n) & 65535`, 4, `-700${kinds[kind]}-8000-`],
    ['n', 12, ''],
  ]);

/** The id that `idSql` makes of `n`. */
export const idOf = (kind: Identified, n: number): string => {
  const time = (begun + n).toString(16).padStart(12, '0');
  const last = n.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-700${kinds[kind]}-8000-${last}`;
};

/** The reference that the n-th of the accounts has. */
export const reference = { name: 'CRM', valueOf: (n: number): string => `C-${n}` } as const;

/** As ours would make one of them; what is another for each looks the same in the hundredth. */
export const oneOfThem = (parent: string) => ({
  parent,
  name: 'Customer one',
  users: [{ name: 'Jane Doe', email: 'jane.one@example.com' }],
  workflows: [{ workflowDefinitionId: 'wf-1', workflowName: 'Onboarding' }],
  configurations: { kyc: { threshold: 0.75, region: 'EU' } },
  references: [{ name: reference.name, value: 'C-one', type: 'CUSTOMER' as const }],
});

type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The columns of each table that are not null, for the n-th of the accounts. */
export const rowsOf = (saying: Saying, parent: Parent): Rows => {
  const { hex, instant, position } = saying;
  const id = (kind: Identified) => idSql(saying, kind);
  // As long as one is, and as it would be written.
  const someHash = `${oneOf(base64)} || ${hex([
    [scattered, 8, ''],
    ['n', 33, '0'],
  ])}`;
  const owedAt = instant(`(${begun} + n)`);
  return {
    account: {
      id: id('account'),
      address: `'a' || ${oneOf(base32)} || ${hex([
        [scattered, 8, ''],
        ['n', 7, ''],
      ])}`,
      kind: "'customer'",
      parent_id: `'${parent.id}'`,
      path: `'${parent.path}/' || ${id('account')}`,
      depth: `${parent.depth + 1}`,
      name: "'Customer ' || n",
      name_key: "'Customer ' || n",
      status: "'active'",
      may_have_sub_accounts: '0',
      version: '1',
      created_at: opened,
      updated_at: opened,
    },
    customer: {
      account_id: id('account'),
      workflows: `'[{"workflowDefinitionId":"wf-1","workflowName":"Onboarding","lifecyclePhase":"OTHER"}]'`,
      configurations: `'{"kyc":{"threshold":0.75,"region":"EU"}}'`,
    },
    external_reference: {
      account_id: id('account'),
      position: '0',
      name: `'${reference.name}'`,
      value: "'C-' || n",
      type: "'CUSTOMER'",
      search_key: `'${reference.name}\u001fC-' || n`,
    },
    membership: {
      id: id('membership'),
      account_id: id('account'),
      name: "'Jane Doe'",
      email: "'jane.' || n || '@example.com'",
      email_canonical: "'jane.' || n || '@example.com'",
      roles: "'[3]'",
      status: "'invited'",
      generation: '1',
      invitation_hash: someHash,
      invited_until: invitedUntil,
    },
    outbox: {
      id: id('outbox'),
      kind: "'invitation'",
      membership_id: id('membership'),
      generation: '1',
      state: `CASE n % ${mailDue} WHEN 0 THEN 'due' ELSE 'sent' END`,
      attempts: '0',
      next_at: owedAt,
      owed_at: owedAt,
      fence: `CASE n % ${mailDue} WHEN 0 THEN 0 ELSE 1 END`,
    },
    event: {
      ...(position === undefined ? {} : { position }),
      id: id('event'),
      kind: "'CustomerOpened'",
      account_id: id('account'),
      actor: "'host'",
      channel: "'host'",
      at: opened,
    },
    api_key: {
      id: id('api_key'),
      lineage: id('api_key'),
      account_id: id('account'),
      hash: someHash,
      power: "'read'",
      created_at: opened,
      last_used_at: text(Date.now() + usedIn),
    },
  };
};

/**
 * Statements that fill tables of ours with as many customers as are wanted, each with a reference, a
 * person whom mail invites, a line of history, and a key, which was used a moment ago: none notes its
 * use while it is measured. What refers to another table is right, and need not be looked at.
 */
export const populating = (saying: Saying, count: number, parent: Parent): readonly Populating[] =>
  Object.entries(rowsOf(saying, parent)).map(([table, columns]) => ({
    table,
    sql: `
      INSERT INTO tenantry_${table} (${Object.keys(columns).join(', ')})
      WITH RECURSIVE counted (n) AS (
        SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${count}
      )
      SELECT ${Object.values(columns).join(', ')} FROM counted WHERE n <= ${count}`,
  }));

export interface Populating {
  /** Without its prefix. */
  readonly table: string;
  readonly sql: string;
}
