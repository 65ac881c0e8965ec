import { setTimeout as wait } from 'node:timers/promises';
import { AccountAddress, AccountId, AccountName, type NewAccount } from '@tenantry/domain';
import { randomIds } from '@tenantry/runtime';
import { openSqlite } from '@tenantry/sqlite';

const [, , file = '', seconds = '10'] = process.argv;
const ids = randomIds();
const store = await openSqlite({ file });
const took: number[] = [];
let failed = 0;
const end = Date.now() + Number(seconds) * 1000;
for (let n = 0; Date.now() < end; n++) {
  const now = new Date();
  const account: NewAccount = {
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(`x${process.pid}-${n}`),
    kind: 'master',
    ancestors: [],
    name: AccountName.parse('x'),
    status: 'active',
    mayHaveSubAccounts: true,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const t = performance.now();
  const added = await store.transact(({ accounts }) => accounts.addMaster(account));
  if (!added.ok) failed++;
  took.push(performance.now() - t);
  await wait(20);
}
await store.close();
took.sort((a, b) => a - b);
const q = (p: number) =>
  Math.round(took[Math.min(took.length - 1, Math.floor(took.length * p))] ?? 0);
console.log(
  JSON.stringify({
    writes: took.length,
    failed,
    p50: q(0.5),
    p90: q(0.9),
    p99: q(0.99),
    max: q(1),
  }),
);
