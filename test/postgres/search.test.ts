import { type Account, type AccountFilter, AccountId, type Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAccount } from './accounts.ts';
import { type Recorded, recordingPool } from './recording-pool.ts';
import { emptyDatabase, onServer } from './server.ts';
import { commit } from './unit.ts';

// More than are all looked at: those that fit have to be met in order.
const many = 6000;
const last = 10 + many - 1;
const eu = { name: 'region', value: 'eu' };
const rare = { name: 'CRM', value: '1234' };

const idOf = (n: number) =>
  AccountId.parse(`00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);

/** Which accounts are there besides, by what they are numbered with; all of them are customers. */
const isFitting = (n: number, { reference, kind = 'customer', status }: AccountFilter): boolean =>
  kind === 'customer' &&
  (status === undefined || status === (n % 1000 === 0 ? 'suspended' : 'active')) &&
  (reference === undefined || reference === eu || String(n) === reference.value);

const filters: readonly AccountFilter[] = [
  {},
  { kind: 'customer' },
  { kind: 'registered' },
  { status: 'active' },
  { status: 'suspended' },
  { reference: rare },
  { reference: eu },
  { reference: eu, status: 'suspended' },
];

let url: string;
let pool: ReturnType<typeof recordingPool>;
let store: Persistence;
let master: Account;

/** Beneath one of the accounts of the master account, and all after the others by their ids. */
const own = 20;
const firstOwn = last + 1;

/** Those beneath an account, from one number to another; every thousandth is suspended. */
const fill = `
  WITH added AS (
    INSERT INTO tenantry_account (id, address, kind, parent_id, path, depth, name, name_key, status,
      may_have_sub_accounts, version, created_at, updated_at)
    SELECT id, 'a' || n, 'customer', $1, $2 || '/' || id, $3, 'Name', 'Name',
      CASE WHEN n % 1000 = 0 THEN 'suspended' ELSE 'active' END, 1, 1, $6, $6
    FROM (SELECT n, '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') AS id
      FROM generate_series($4::integer, $5::integer) AS n) AS made
    RETURNING id, substr(address, 2) AS n)
  INSERT INTO tenantry_external_reference (account_id, position, name, value, type, search_key)
  SELECT id, position, name, value, 'CUSTOMER', name || chr(31) || value
  FROM added, LATERAL (VALUES (0, 'CRM', n), (1, 'region', 'eu')) AS named (position, name, value)`;

beforeAll(async () => {
  url = await emptyDatabase();
  pool = recordingPool(url);
  store = await openPostgres({ pool: pool.pool, migrate: 'auto' });
  master = await commit(store, ({ accounts }) =>
    accounts.addMaster({ ...anAccount(), id: idOf(1) }),
  );
  await onServer(url, async (client) => {
    const at = master.createdAt.toISOString();
    await client.query(fill, [master.id, master.id, 2, 10, last, at]);
    const path = `${master.id}/${idOf(10)}`;
    await client.query(fill, [idOf(10), path, 3, firstOwn, firstOwn + own - 1, at]);
    await client.query('VACUUM ANALYZE');
  });
});

afterAll(async () => {
  await store.close();
  await pool.end();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap(nodesOf),
];

const explained = ({ text, values }: Recorded): Promise<readonly PlanNode[]> =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
      values,
    );
    return rows.flatMap((row) => row['QUERY PLAN'].map(({ Plan }) => Plan));
  });

/** How many rows came out of the part of a statement that most came out of. */
const mostRows = (plans: readonly PlanNode[]): number =>
  Math.max(...plans.flatMap(nodesOf).map((each) => each['Actual Rows'] * each['Actual Loops']));

/** How many blocks of 8 KiB were looked at, also for rows that were then passed over. */
const blocksOf = (plans: readonly PlanNode[]): number =>
  Math.max(...plans.map((each) => each['Shared Hit Blocks'] + each['Shared Read Blocks']));

/** A page of five that has to be what is expected; answers how the search went about it. */
const plansOf = async (
  below: AccountId,
  filter: AccountFilter,
  after: AccountId,
  there: readonly number[],
): Promise<readonly PlanNode[]> => {
  const before = pool.recorded.length;
  const page = { ...filter, after, limit: 5 };
  const found = await store.read(({ accounts }) => accounts.search({ below }, page));
  const expected = there.filter((n) => idOf(n) > after && isFitting(n, filter)).map(idOf);
  expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 5));
  const search = pool.recorded.slice(before).findLast(({ text }) => /^(select|with)/.test(text));
  return search === undefined ? [] : explained(search);
};

const numbers = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => first + at);

describe('of many accounts a search looks at few, and finds', () => {
  for (const filter of filters)
    it(`for ${JSON.stringify(filter)}`, async () => {
      for (const after of [idOf(1), idOf(many / 2)]) {
        const plans = await plansOf(master.id, filter, after, numbers(10, many + own));
        expect(mostRows(plans)).toBeLessThan(200);
      }
    });
});

describe('beside many accounts of others a search looks at its own alone, and finds', () => {
  for (const filter of filters)
    it(`for ${JSON.stringify(filter)}`, async () => {
      for (const after of [idOf(1), idOf(firstOwn + own / 2), idOf(firstOwn + own - 3)]) {
        const plans = await plansOf(idOf(10), filter, after, [10, ...numbers(firstOwn, own)]);
        expect(mostRows(plans)).toBeLessThan(200);
        expect(blocksOf(plans)).toBeLessThan(100);
      }
    });
});
