import { readdirSync, readFileSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';

/** Steps of the system's scale of niceness: a third of what the event loop gets, where both want all. */
const steps = 5;

/** As the system shows the threads of this process: a folder for each. */
const threads = '/proc/self/task';

/** What libuv calls the threads of its pool. */
const poolThread = 'libuv-worker';

/**
 * Has the event loop come before the threads that hash passwords, wherever there are fewer cores than
 * both want: else whoever asks for something else waits while many sign in. It concerns the whole
 * process, and its pool of threads whatever they do, so that it is for a process that does nothing but
 * serve. Where the system knows no niceness of threads (other than Linux) nothing happens.
 */
export const loopFirst = async (): Promise<void> => {
  try {
    // The pool begins with the first that it has to do.
    await access(threads);
    const niceness = getPriority() + steps;
    for (const thread of readdirSync(threads))
      if (isOfPool(thread)) setPriority(Number(thread), Math.min(niceness, 19));
  } catch {
    // It was worth a try: a process that may not do it serves all the same.
  }
};

const isOfPool = (thread: string): boolean =>
  readFileSync(`${threads}/${thread}/comm`, 'utf8').trim() === poolThread;
