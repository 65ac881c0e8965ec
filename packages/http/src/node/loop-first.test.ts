import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const threadsAreShown = existsSync('/proc/self/task');

/** In a process of its own, whose threads are all at what it was started with. */
const program = `
  import { existsSync, readdirSync, readFileSync } from 'node:fs';
  import { getPriority } from 'node:os';
  import { loopFirst } from ${JSON.stringify(new URL('loop-first.ts', import.meta.url).href)};
  await loopFirst();
  const at = '/proc/self/task';
  const threads = existsSync(at) ? readdirSync(at) : [];
  const nicerBy = (thread) => getPriority(Number(thread)) - getPriority(process.pid);
  const isOfPool = (thread) => readFileSync(at + '/' + thread + '/comm', 'utf8').startsWith('libuv-worker');
  console.log(JSON.stringify({
    pool: threads.filter(isOfPool).map(nicerBy),
    others: [...new Set(threads.filter((thread) => !isOfPool(thread)).map(nicerBy))],
  }));
`;

it('has the threads of the pool come after all else, where the system knows threads', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { env: { ...process.env, UV_THREADPOOL_SIZE: '3' } },
  );
  expect(JSON.parse(stdout)).toEqual(
    threadsAreShown ? { pool: [5, 5, 5], others: [0] } : { pool: [], others: [] },
  );
});
