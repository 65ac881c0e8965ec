import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostTransaction, openSqlite } from '@tenantry/sqlite';
import { bindLaws } from '@tenantry/testing';
import Database from 'better-sqlite3';
import { afterAll, describe, it } from 'vitest';
import { contractOf, throughHost } from './host-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-host-contract-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

bindLaws(
  { describe, it },
  'sqlite, each unit in a transaction of a host',
  contractOf(/back whole|name spends|rolls back|handed out/, async () => {
    const file = join(folder, `${files++}.db`);
    const persistence = await openSqlite({ file, migrate: 'auto' });
    const db = new Database(file);
    db.defaultSafeIntegers();
    const through = throughHost(persistence, (work) => hostTransaction(db, work));
    return {
      ...through,
      close: async () => {
        await through.close();
        db.close();
      },
    };
  }),
);
