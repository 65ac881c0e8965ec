import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaries, owner } from './binaries.ts';
import { giveToOwner, ownFolder } from './own-folder.ts';

export const superuser = { name: 'tenantry', password: 'tests' } as const;

/**
 * Makes what every server here begins with, which takes longer than to start one; answers its
 * folder.
 */
export const makeTemplate = async (): Promise<string> => {
  const { initdb } = await binaries();
  const folder = ownFolder();
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, superuser.password, { mode: 0o600 });
  giveToOwner(passwordFile);
  const child = spawn(
    initdb,
    [
      `--pgdata=${join(folder, 'data')}`,
      `--username=${superuser.name}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      // What is no secret may be checked fast.
      '--set=scram_iterations=1',
      '--no-sync',
      '--encoding=UTF8',
      // Sorts otherwise than bytes do: whatever relies on those has to say so.
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=en-US',
    ],
    { ...owner(), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = textOf(child);
  const [code] = await once(child, 'exit');
  if (code === 0) return folder;
  rmSync(folder, { recursive: true });
  throw new Error(`initdb failed: ${said()}`);
};

/** What a process has said last; its pipe is read, or it would have to wait. */
export const textOf = (child: ChildProcess): (() => string) => {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-10_000);
  });
  return () => said;
};
