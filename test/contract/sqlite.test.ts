import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '@tenantry/sqlite';
import { bindLaws, persistenceContract } from '@tenantry/testing';
import { afterAll, describe, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'tenantry-contract-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

bindLaws(
  { describe, it },
  'sqlite',
  persistenceContract(() => openSqlite({ file: join(folder, `${files++}.db`), migrate: 'auto' })),
);
