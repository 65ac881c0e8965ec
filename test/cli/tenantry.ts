import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compiled, fileOf } from './started.ts';

/** Which CLI is run, and by what. */
export interface Program {
  readonly node: string;
  readonly main: string;
}

/** The CLI of this work tree, from source: nothing but Node.js stands between the two. */
export const fromSource: Program = {
  node: process.execPath,
  main: fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url)),
};

/** The same, as it starts fast. */
export const bundledCli = (): Program => ({ node: process.execPath, main: fileOf('tenantry') });

export interface Installation {
  /** The folder that commands run in; the database is `tenantry.db` there. */
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const environmentOf = ({ environment = {} }: Installation) => ({
  PATH: process.env['PATH'] ?? '',
  NODE_NO_WARNINGS: '1',
  ...compiled(),
  ...environment,
});

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly said: string;
}

/** Runs one command to its end; one that does not come to it within a minute has no code. */
export const tenantry = (
  installation: Installation,
  words: readonly string[],
  input = '',
): Ended => {
  const { node, main } = bundledCli();
  const { status, stdout, stderr } = spawnSync(node, [main, ...words], {
    cwd: installation.folder,
    env: environmentOf(installation),
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, out: stdout, said: stderr };
};

export interface Serving {
  readonly process: ChildProcess;
  readonly url: string;
  /** All that has gone to standard output so far. */
  readonly out: () => string;
  readonly said: () => string;
  /** Sends the signal and waits for the end; answers the exit code. */
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts `serve` and waits until it says where it serves. */
export const serving = async (
  installation: Installation,
  words: readonly string[] = [],
  { node, main }: Program = bundledCli(),
): Promise<Serving> => {
  const child = spawn(node, [main, 'serve', ...words], {
    cwd: installation.folder,
    env: environmentOf(installation),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, found] = /serving (http:\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    ended.then(() => reject(new Error(`serve ended before it served: ${said}`)), reject);
  });
  return {
    process: child,
    url,
    out: () => out,
    said: () => said,
    stop: async (signal) => {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
};
