import { copyFileSync, mkdtempSync } from 'node:fs';
import { memoryPersistence } from '@tenantry/memory';
import { migrateSqlite, openSqlite } from '@tenantry/sqlite';
import { persistenceContract } from '@tenantry/testing';

const d = mkdtempSync('/tmp/hk/r');
let n = 0;
await migrateSqlite({ file: `${d}/t.db` });
const stores: any = {
  memory: async () => memoryPersistence(),
  sqlite: async () => {
    const f = `${d}/${n++}.db`;
    copyFileSync(`${d}/t.db`, f);
    return openSqlite({ file: f, migrate: 'off' });
  },
};
const mine =
  /^keys and memberships come|^accounts of each status|^a membership is found by mailbox and|^a unit answers what|^a unit and a read throw|^what a read handed|^asked for nothing|^what is as large|^lookups that differ|^a credential of nobody|^a partner.s id and number name/;
for (const [name, open] of Object.entries<any>(stores))
  for (const l of persistenceContract(open))
    if (mine.test(l.name)) {
      const t = performance.now();
      try {
        await l.check();
        console.log(name, 'ok', l.name, Math.round(performance.now() - t));
      } catch (e: any) {
        console.log(name, 'FAIL', l.name, e.message.slice(0, 1500));
      }
    }
