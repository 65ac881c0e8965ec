import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder for one test, gone after it. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
