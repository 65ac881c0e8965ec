import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { codeOf } from './state-file.ts';

/**
 * Takes a file for this process alone, by a file beside it that holds the process's number; answers
 * how to let it go. A lock whose process is dead, or that names none, is taken over. Throws where
 * that lives.
 */
export const takeLock = (file: string): (() => void) => {
  const lock = `${file}.lock`;
  try {
    removeDead(lock);
    place(lock);
  } catch (cause) {
    const holder = holderOf(lock);
    if (holder === undefined) throw cause;
    throw new Error(`${file} is in use by process ${holder}, says ${lock}`, { cause });
  }
  return () => rmSync(lock, { force: true });
};

/** Throws where there is one. It is there as a whole or not at all: who is killed leaves no empty one. */
function place(lock: string): void {
  const written = `${lock}.${process.pid}.new`;
  rmSync(written, { force: true });
  try {
    writeFileSync(written, `${process.pid}`, { flag: 'wx', mode: 0o600 });
    linkSync(written, lock);
  } finally {
    rmSync(written, { force: true });
  }
}

function removeDead(lock: string): void {
  const holder = holderOf(lock);
  if (holder === undefined || isAlive(holder, lock)) return;
  // Moved away and looked at again: of two that take over, the later one must not remove the first's.
  const aside = `${lock}.${process.pid}`;
  renameSync(lock, aside);
  if (holderOf(aside) === holder) rmSync(aside);
  else renameSync(aside, lock);
}

/** What a lock says; undefined where there is none. */
function holderOf(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined;
    throw fault;
  }
}

function isAlive(holder: string, lock: string): boolean {
  const pid = Number(holder);
  // No process has such a number: a disk that was full, or somebody else's file.
  if (!(pid > 0 && pid === (pid | 0))) return false;
  // Our own number, from before we were: containers give the same one to each process.
  const began = Date.now() - process.uptime() * 1000;
  if (pid === process.pid) return statSync(lock).mtimeMs >= began;
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return codeOf(fault) !== 'ESRCH';
  }
}
