import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { binaries, owner } from './binaries.ts';
import { ownFolder } from './own-folder.ts';
import { superuser, textOf } from './template.ts';

/** A PostgreSQL of its own, on this machine alone. */
export interface Server {
  /** Of its database `postgres`, for its superuser; the same when it is started again. */
  readonly url: string;
  /** Ends it: once those who are connected have been told, at once, or without knowing of it. */
  stop(how: Stop): Promise<void>;
  /** Starts it again with what it has stored. */
  start(): Promise<void>;
  /** Ends it for good and takes its files away. */
  remove(): Promise<void>;
}

type Stop = keyof typeof signals;

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const;

/**
 * `durable`: what is committed is on disk; most tests have no need for that, and are quicker so.
 */
export const startServer = async (
  template: string,
  { durable = false }: { readonly durable?: boolean } = {},
): Promise<Server> => {
  const { postgres } = await binaries();
  const folder = ownFolder();
  const data = join(folder, 'data');
  execFileSync('cp', ['-a', join(template, 'data'), data]);
  const port = await freePort();
  const options = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    // It writes when it likes, and holds back what is served in order meanwhile.
    'autovacuum=off',
    // What a test prepares and ends later; a server has none where nothing is said.
    'max_prepared_transactions=8',
    // Who waits for each other is told soon.
    'deadlock_timeout=100ms',
    // Readers of their own pay for disks that are slow, and for nothing here.
    'io_method=sync',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
  ].flatMap((option) => ['-c', option]);
  let child: ChildProcess | undefined;

  /** What a killed server has left behind goes away by itself, and is in the way until then. */
  const start = async (): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      child = spawn(postgres, ['-D', data, '-p', String(port), ...options], {
        ...owner(),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const said = textOf(child);
      if (await isReady(child, said)) return;
      if (attempt === mostAttempts) throw new Error(`PostgreSQL does not start: ${said()}`);
      await pause(200);
    }
  };

  const stop = async (how: Stop): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const ended = once(running, 'exit');
    running.kill(signals[how]);
    await ended;
  };

  /** For a process that is told to end before the server is. */
  const abandon = (): void => {
    child?.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };

  process.once('exit', abandon);
  await start();
  return {
    url: `postgres://${superuser.name}:${superuser.password}@127.0.0.1:${port}/postgres`,
    stop,
    start,
    remove: async () => {
      await stop('immediate');
      process.off('exit', abandon);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const mostAttempts = 25;

/** False where it ended instead. */
const isReady = async (child: ChildProcess, said: () => string): Promise<boolean> => {
  const ready = new Promise<true>((resolve) => {
    child.stderr?.on('data', () => {
      if (said().includes('ready to accept connections')) resolve(true);
    });
  });
  return Promise.race([ready, once(child, 'exit').then(() => false)]);
};

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
