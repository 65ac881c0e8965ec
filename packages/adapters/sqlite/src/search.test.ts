import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Account,
  AccountAddress,
  type AccountFilter,
  AccountId,
  type AccountKind,
  AccountName,
  type AccountStatus,
  Configurations,
  ExternalReference,
  isWithin,
  type NewAccount,
  type Reach,
} from '@tenantry/domain';
import { repositories } from '@tenantry/sql';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratingDialect } from './dialect.ts';
import { connect } from './file.ts';
import { migrateSqlite } from './open.ts';
import { runner } from './statements.ts';

// How a search goes about many accounts is another way than that for few: what the contract asks of
// some, this asks of more than are looked at for a reference.
const many = 2050;

const folder = mkdtempSync(join(tmpdir(), 'tenantry-search-'));
const file = join(folder, 'a.db');
const at = new Date(0);
const eu = { name: 'region', value: 'eu' };

interface There {
  readonly account: NewAccount;
  readonly isReferred: boolean;
}

const idOf = (n: number) =>
  AccountId.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);

const node = (
  n: number,
  kind: AccountKind,
  ancestors: readonly AccountId[],
  status: AccountStatus = 'active',
): NewAccount => ({
  id: idOf(n),
  address: AccountAddress.parse(`a${n}`),
  kind,
  ancestors,
  name: AccountName.parse('Name'),
  status,
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: at,
  updatedAt: at,
});

const master = node(1, 'master', []);
const [large, small] = [node(2, 'customer', [master.id]), node(3, 'customer', [master.id])];

const statusOf = (n: number): AccountStatus =>
  n % 100 === 0 ? 'suspended' : n % 150 === 0 ? 'closed' : 'active';

const there: readonly There[] = [
  ...[master, large, small].map((account) => ({ account, isReferred: false })),
  ...Array.from({ length: many + 20 }, (_, index) => {
    const n = index + 10;
    const parent = n % 200 === 7 ? small : large;
    const account = node(n, 'customer', [master.id, parent.id], statusOf(n));
    return { account, isReferred: n % 99 !== 0 };
  }),
];

/** A unit that nobody ends, and how SQLite goes about each statement that searches. */
const open = (database: Database) => {
  const run = runner(database);
  const plans: string[] = [];
  const unit = repositories({ dialect: migratingDialect(database) }, { prefix: 'tenantry_' }).unit({
    run: async (statement) => {
      const sql = `EXPLAIN QUERY PLAN ${statement.sql}`;
      const plan = run<{ readonly detail: string }>({ sql, parameters: statement.parameters });
      plans.push(plan.map(({ detail }) => detail).join('\n'));
      return run(statement);
    },
    spend: () => undefined,
  });
  return { ...unit, plans };
};

let database: Database;
let unit: ReturnType<typeof open>;

beforeAll(async () => {
  await migrateSqlite({ file });
  database = await connect(file);
  unit = open(database);
  database.exec('BEGIN');
  await unit.accounts.addMaster(master);
  for (const { account, isReferred } of there.slice(1))
    await unit.accounts.addCustomer({
      account,
      workflows: [],
      configurations: Configurations.parse({}),
      references: isReferred ? [ExternalReference.parse(eu)] : [],
      members: [],
      uniqueReferenceNames: [],
    });
  database.exec('COMMIT');
});

afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const reaches: Readonly<Record<string, Reach>> = {
  'the installation': 'installation',
  'all beneath the master account': { below: master.id },
  'a subtree of many': { below: large.id },
  'a subtree of few': { below: small.id },
};

const filters: readonly AccountFilter[] = [
  {},
  { kind: 'customer' },
  { kind: 'partner' },
  { status: 'active' },
  { status: 'closed' },
  { kind: 'customer', status: 'suspended' },
  { reference: eu },
  { reference: eu, status: 'closed' },
  { reference: eu, kind: 'partner' },
  { reference: { name: 'region', value: 'us' } },
];

const pages = [
  { limit: there.length },
  { limit: 7 },
  { limit: 7, after: idOf(1000) },
  { limit: 7, after: idOf(many) },
  { limit: 7, after: idOf(9999) },
];

const idsOf = (accounts: readonly (NewAccount | Account)[]) => accounts.map(({ id }) => id);

describe('of many accounts a search finds', () => {
  for (const [called, reach] of Object.entries(reaches))
    it(`what fits in ${called}`, async () => {
      for (const filter of filters) {
        const { reference, kind, status } = filter;
        const fitting = idsOf(
          there
            .filter(({ isReferred }) => reference === undefined || isReferred)
            .filter(() => reference?.value !== 'us')
            .map(({ account }) => account)
            .filter((account) => isWithin(reach, account))
            .filter((account) => kind === undefined || account.kind === kind)
            .filter((account) => status === undefined || account.status === status),
        );
        for (const page of pages) {
          const found = await unit.accounts.search(reach, { ...filter, ...page });
          const expected = fitting.filter((id) => id > (page.after ?? '')).slice(0, page.limit);
          expect({ filter, page, found: idsOf(found) }).toEqual({ filter, page, found: expected });
        }
      }
    });
});

/** How the search itself is gone about, once it is known which way it takes. */
const planOf = async (reach: Reach, filter: AccountFilter): Promise<string> => {
  unit.plans.length = 0;
  await unit.accounts.search(reach, { ...filter, limit: 7 });
  return unit.plans.at(-1) ?? '';
};
const isOfNobody = ({ reference }: AccountFilter): boolean => reference?.value === 'us';

describe('one index has what is looked for in order, where most of all is looked at', () => {
  for (const filter of filters)
    it(`for ${JSON.stringify(filter)}`, async () => {
      const plan = await planOf({ below: large.id }, filter);
      const index = isOfNobody(filter) ? 'external_reference_name' : 'account_fitting';
      expect(plan).toMatch(new RegExp(`COVERING INDEX tenantry_${index} `));
      expect(plan).not.toMatch(/^SCAN tenantry_|_account_path /m);
    });
});

describe('nothing outside a subtree is looked at, however much there is', () => {
  for (const filter of filters.filter((each) => !isOfNobody(each)))
    it(`for ${JSON.stringify(filter)}`, async () => {
      const plan = (await planOf({ below: small.id }, filter)).split('\n');
      // Besides the subtree's own, accounts and references are met by an id alone.
      const led = plan.filter(
        (line) => / tenantry_/.test(line) && !/\bid=\?\)|account_id=\?/.test(line),
      );
      expect(led).toEqual([
        'SEARCH tenantry_account USING COVERING INDEX tenantry_account_path (path>? AND path<?)',
      ]);
    });
});
