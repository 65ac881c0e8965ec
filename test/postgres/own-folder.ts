import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { owner } from './binaries.ts';

/** A folder for whoever runs the servers, and nobody else. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-postgres-'));
  giveToOwner(folder);
  return folder;
};

export const giveToOwner = (path: string): void => {
  const { uid, gid } = owner();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};
