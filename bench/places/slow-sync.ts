import { spawnSync } from 'node:child_process';

/** Milliseconds that are added to each sync. */
export const added = 5;

const syncs = 'fsync,fdatasync';

/**
 * What a process is started under for each sync of a file to take `added` longer, whichever of its threads
 * asks for it; nothing else of it is slowed down, and whoever syncs waits as for a slow disk. The process
 * stays the child that it would be without. Throws where it cannot be had here.
 */
export const slowSync = (): readonly string[] => {
  const [program, ...told] = [
    'strace',
    // Beside the process, not above it: signals, the way it ends and its id are its own.
    '--daemonize',
    '--follow-forks',
    '--seccomp-bpf',
    '-qq',
    '--output=/dev/null',
    `--trace=${syncs}`,
    `--inject=${syncs}:delay_exit=${added}ms`,
  ] as const;
  const tried = spawnSync(program, [...told, process.execPath, '--version'], { encoding: 'utf8' });
  if (tried.error !== undefined)
    throw new Error(`each sync is slowed down by strace, which is not here`, {
      cause: tried.error,
    });
  if (tried.status !== 0 || tried.stderr !== '')
    throw new Error(`strace slows down no sync here: ${tried.stderr.split('\n', 1)[0]}`);
  return [program, ...told];
};
