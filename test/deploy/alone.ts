import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds between two looks whether the others are done, and how often it is looked. */
const interval = 200;
const looks = 1000;

/**
 * Does what nobody else may do in a folder at the same time, in whatever process: building writes its
 * files in place, and who packs them meanwhile would get half of one.
 */
export const alone = <T>(folder: string, work: () => T): T => {
  const name = createHash('sha256').update(`${process.ppid} ${folder}`).digest('hex').slice(0, 16);
  const lock = join(tmpdir(), `tenantry-alone-${name}`);
  for (let look = 0; !taken(lock); look += 1) {
    if (look === looks) throw new Error(`${lock} is not given back`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, interval);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true });
  }
};

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
