import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Migrate } from '@tenantry/sqlite';
import { compiled, fileOf } from '../cli/started.ts';
import type { Installation, Program } from '../cli/tenantry.ts';

/** The CLI of the release after this one. */
export const nextRelease = (): Program => ({
  node: process.execPath,
  main: fileOf('next-tenantry'),
});

const killer = fileURLToPath(new URL('fixtures/killed-before-statement.ts', import.meta.url));

const processEnvironment = () => ({
  PATH: process.env['PATH'] ?? '',
  NODE_NO_WARNINGS: '1',
  ...compiled(),
});

/** Runs `tenantry migrate` of the next release; answers what it printed. */
export const migratedByNext = async ({ folder, environment }: Installation): Promise<string> => {
  const { node, main } = nextRelease();
  const child = spawn(node, [main, 'migrate'], {
    cwd: folder,
    env: { ...processEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  await once(child, 'close');
  return out;
};

/** What `tenantry migrate --sql` of the next release prints. */
export const printedByNext = (database: string): string => {
  const { node, main } = nextRelease();
  const { status, stdout, stderr } = spawnSync(node, [main, 'migrate', '--sql'], {
    env: { ...processEnvironment(), TENANTRY_DATABASE: database },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`migrate --sql ended with ${status}: ${stderr}`);
  return stdout;
};

/** Processes of the next release that open one database at the same moment. */
export interface Openers {
  /** What each says: `ready`, or why it refuses. */
  open(database: Database, migrate: Migrate): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface Database {
  readonly kind: 'sqlite' | 'postgres';
  /** The file, or the URL. */
  readonly at: string;
}

const opener = (): ChildProcess =>
  spawn(process.execPath, [fileOf('open-when-told')], {
    env: processEnvironment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

const ended = async (child: ChildProcess): Promise<void> => {
  const exit = once(child, 'exit');
  child.disconnect();
  await exit;
};

export const openers = async (count: number): Promise<Openers> => {
  // What it leaves behind at its end, compiled, the others need not compile themselves.
  const first = opener();
  await said(first);
  await ended(first);
  const children = Array.from({ length: count }, opener);
  await Promise.all(children.map(said));
  return {
    open: (database, migrate) =>
      Promise.all(
        children.map((child) => {
          const answer = said(child);
          child.send({ ...database, migrate });
          return answer;
        }),
      ),
    close: async () => {
      await Promise.all(children.map(ended));
    },
  };
};

const said = async (child: ChildProcess): Promise<string> => {
  const waiting = new AbortController();
  const { signal } = waiting;
  const [text] = await Promise.race([
    once(child, 'message', { signal }),
    once(child, 'exit', { signal }).then((end) => [`ended with ${end.join(' ')}`]),
  ]);
  waiting.abort();
  return String(text);
};

/**
 * Runs `tenantry migrate` of the next release, killed before its statement of that number; answers
 * how many statements there were where it came to its end.
 */
export const killedMigration = (database: string, before: number): number | 'killed' => {
  const { node, main } = nextRelease();
  const { signal, status, stderr } = spawnSync(node, ['--import', killer, main, 'migrate'], {
    env: { ...processEnvironment(), TENANTRY_DATABASE: database, KILLED_BEFORE: String(before) },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (signal === 'SIGKILL') return 'killed';
  if (status !== 0) throw new Error(`migrate ended with ${status}: ${stderr}`);
  return Number(/\d+$/.exec(stderr)?.[0]);
};
