import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Persistence } from '@tenantry/domain';
import { migrateSqlite, openSqlite } from '@tenantry/sqlite';
import { afterAll } from 'vitest';

/**
 * Opens SQLite stores with nothing in them, each on a file of its own: copies of one that was migrated
 * once, which takes longer than most that is tried on it. They are gone when the test file is over.
 */
export const freshFiles = (): (() => Promise<Persistence>) => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-fresh-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const template = join(folder, 'template.db');
  let migrated: Promise<unknown> | undefined;
  let files = 0;
  return async () => {
    await (migrated ??= migrateSqlite({ file: template }));
    const file = join(folder, `${++files}.db`);
    copyFileSync(template, file);
    return openSqlite({ file, migrate: 'off' });
  };
};
