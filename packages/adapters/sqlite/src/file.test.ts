import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connect, createFile } from './file.ts';

it('syncs every commit to the disk, keeps foreign keys, and never waits with the thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-'));
  try {
    const file = join(folder, 'a.db');
    createFile(file);
    const database = await connect(file);
    const full = 2;
    expect(database.pragma('synchronous', { simple: true })).toBe(full);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('busy_timeout', { simple: true })).toBe(0);
    database.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
