import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { customerCommand } from '../load/customers.ts';
import { another } from '../load/requests.ts';
import { installation } from './installation.ts';

/** An import of NDJSON under way, whose rows come as they are asked for. */
export interface Import extends AsyncDisposable {
  /**
   * Hands it so many new customers, all at once, and waits until it has told of each that it is made.
   * Answers how many that was in a second.
   */
  readonly rows: (count: number) => Promise<number>;
}

/**
 * `tenantry import` into a new SQLite file. It is one import however often rows are asked for: what it
 * takes to start counts with the first of them alone.
 */
export const startImport = async (
  file: string,
  { nodeOptions = [] }: { readonly nodeOptions?: readonly string[] } = {},
): Promise<Import> => {
  const init = tenantry(file, ['init', '--name', 'Bench', '--email', 'owner@example.com']);
  init.stdin.end();
  init.stdout.resume();
  await endOf(init);

  const running = tenantry(file, ['import', '-', '--format', 'ndjson', '--json'], nodeOptions);
  const ended = endOf(running);
  // Whoever waits for rows, or lets it go, is told how it ended.
  ended.catch(() => undefined);
  running.stdin.on('error', () => undefined);
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();

  const demandMade = async (): Promise<void> => {
    const line = await lines.next();
    if (line.done === true) {
      await ended;
      throw new Error('the import ended before its rows did');
    }
    if (!line.value.includes('"status":"made"')) throw new Error(`not made: ${line.value}`);
  };
  return {
    rows: async (count) => {
      const text = Array.from({ length: count }, rowOfFile).join('');
      const begun = performance.now();
      running.stdin.write(text);
      for (let left = count; left > 0; left--) await demandMade();
      return count / ((performance.now() - begun) / 1000);
    },
    [Symbol.asyncDispose]: async () => {
      running.stdin.end();
      // Nobody reads on, and it would wait for whoever did.
      await lines.return?.();
      running.stdout.resume();
      await ended;
    },
  };
};

const program = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

const tenantry = (
  file: string,
  told: readonly string[],
  nodeOptions: readonly string[] = [],
): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [...nodeOptions, program, ...told], {
    env: {
      ...process.env,
      TENANTRY_DATABASE: `sqlite:${file}`,
      TENANTRY_PUBLIC_URL: installation.publicUrl,
      TENANTRY_SECRET: installation.secret,
    },
  });

async function endOf(running: ChildProcessWithoutNullStreams): Promise<void> {
  let said = '';
  running.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-1000);
  });
  await once(running, 'close');
  const { exitCode, signalCode } = running;
  if (exitCode !== 0) throw new Error(`tenantry ended with ${exitCode ?? signalCode}: ${said}`);
}

function rowOfFile(): string {
  const unique = another();
  return `${JSON.stringify({ kind: 'customer', key: unique, ...customerCommand(unique) })}\n`;
}
