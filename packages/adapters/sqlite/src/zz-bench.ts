import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type AccountFilter, AccountId, type Reach } from '@tenantry/domain';
import { repositories } from '@tenantry/sql';
import { migratingDialect } from './dialect.ts';
import { connect } from './file.ts';
import { migrateSqlite } from './open.ts';
import { runner } from './statements.ts';

const folder = mkdtempSync('/tmp/searchbench/b-');
const file = join(folder, 'a.db');
const foreign = Number(process.argv[2] ?? 200000);
const own = Number(process.argv[3] ?? 2500);
await migrateSqlite({ file });
const db = await connect(file);
const id = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const add = db.prepare(
  `insert into tenantry_account (id,address,kind,parent_id,path,depth,name,name_key,status,may_have_sub_accounts,version,created_at,updated_at) values (?,?,?,?,?,?,'N','N','active',1,1,'1970-01-01T00:00:00.000Z','1970-01-01T00:00:00.000Z')`,
);
const ref = db.prepare(
  `insert into tenantry_external_reference (account_id, position, name, value, type, search_key) values (?,0,'region','eu','CUSTOMER','region' || char(31) || 'eu')`,
);
const A = id(1),
  B = id(2),
  P = id(3);
db.exec('begin');
add.run(A, 'a1', 'master', null, A, 1);
add.run(B, 'a2', 'master', null, B, 1);
add.run(P, 'a3', 'partner', A, `${A}/${P}`, 2);
const every = Math.floor(foreign / own) + 1;
let o = 0;
for (let n = 10; n < 10 + foreign + own; n++) {
  const x = id(n);
  if (n % every === 0 && o < own) {
    o++;
    add.run(x, `a${n}`, 'registered', P, `${A}/${P}/${x}`, 3);
  } else {
    add.run(x, `a${n}`, 'customer', B, `${B}/${x}`, 2);
    ref.run(x);
  }
}
db.exec('commit');
const run = runner(db);
const unit = repositories({ dialect: migratingDialect(db) }, { prefix: 'tenantry_' }).unit({
  run: async (s) => run(s),
  spend: () => undefined,
});
const p = AccountId.parse(P),
  b = AccountId.parse(B);
const last = AccountId.parse(id(10 + foreign + own - every * 20));
const mid = AccountId.parse(id(foreign >> 1));
const eu = { name: 'region', value: 'eu' };
const cases: [string, Reach, AccountFilter & { limit: number; after?: AccountId }][] = [
  ['partner: default page', { below: p }, { limit: 50 }],
  ['partner: middle page', { below: p }, { limit: 50, after: mid }],
  ['partner: last page', { below: p }, { limit: 50, after: last }],
  ['partner: kind=customer, no hit', { below: p }, { limit: 50, kind: 'customer' }],
  ['partner: status=closed, no hit', { below: p }, { limit: 50, status: 'closed' }],
  ['partner: reference eu (all foreign)', { below: p }, { limit: 50, reference: eu }],
  [
    'partner: reference nobody has',
    { below: p },
    { limit: 50, reference: { name: 'x', value: 'y' } },
  ],
  ['large master: default page', { below: b }, { limit: 50 }],
  ['large master: middle page', { below: b }, { limit: 50, after: mid }],
  ['large master: kind=partner, no hit', { below: b }, { limit: 50, kind: 'partner' }],
  ['large master: kind=registered, foreign only', { below: b }, { limit: 50, kind: 'registered' }],
  ['large master: reference eu', { below: b }, { limit: 50, reference: eu }],
  [
    'large master: reference eu, closed',
    { below: b },
    { limit: 50, reference: eu, status: 'closed' },
  ],
  ['installation: default page', 'installation', { limit: 50 }],
];
for (const [name, reach, page] of cases) {
  const t: number[] = [];
  let found = 0;
  for (let i = 0; i < 11; i++) {
    const s = performance.now();
    found = (await unit.accounts.search(reach, page)).length;
    t.push(performance.now() - s);
  }
  t.sort((a, c) => a - c);
  console.log(
    name.padEnd(46),
    String(found).padStart(4),
    t[5]!.toFixed(2).padStart(9),
    'ms  max',
    t[10]!.toFixed(1),
  );
}
db.close();
rmSync(folder, { recursive: true });
