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

/** Those beneath the master account; every thousandth is suspended. */
const fill = `
  WITH added AS (
    INSERT INTO tenantry_account (id, address, kind, parent_id, path, depth, name, name_key, status,
      may_have_sub_accounts, version, created_at, updated_at)
    SELECT id, 'a' || n, 'customer', $1, $1 || '/' || id, 2, 'Name', 'Name',
      CASE WHEN n % 1000 = 0 THEN 'suspended' ELSE 'active' END, 1, 1, $2, $2
    FROM (SELECT n, '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') AS id
      FROM generate_series(10, ${last}) AS n) AS made
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
    await client.query(fill, [master.id, master.createdAt.toISOString()]);
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
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): readonly PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap(nodesOf),
];

/** How many rows came out of the part of a statement that most came out of. */
const mostRows = ({ text, values }: Recorded): Promise<number> =>
  onServer(url, async (client) => {
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    );
    const nodes = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)));
    return Math.max(...nodes.map((node) => node['Actual Rows'] * node['Actual Loops']));
  });

describe('of many accounts a search looks at few, and finds', () => {
  for (const filter of filters)
    it(`for ${JSON.stringify(filter)}`, async () => {
      for (const after of [idOf(1), idOf(many / 2)]) {
        const before = pool.recorded.length;
        const page = { ...filter, after, limit: 5 };
        const found = await store.read(({ accounts }) =>
          accounts.search({ below: master.id }, page),
        );
        const expected = Array.from({ length: many }, (_, at) => at + 10)
          .filter((n) => idOf(n) > after && isFitting(n, filter))
          .map(idOf);
        expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 5));
        const search = pool.recorded
          .slice(before)
          .findLast(({ text }) => /^(select|with)/.test(text));
        expect(search && (await mostRows(search))).toBeLessThan(200);
      }
    });
});
