import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TaleOptions } from '@tenantry/testing';
import { compiled } from '../cli/started.ts';

/** The program that a failure prints. */
export const programIn = (message: string): string =>
  /To see it again:\n\n([\s\S]*)$/.exec(message)?.[1] ?? '';

/** The options that a failure names, which tell its tale again. */
export const optionsIn = (message: string): TaleOptions => {
  const [, seed, path = '', replayPath = '', maxCommands] =
    /seed: (-?\d+), path: '([^']*)', replayPath: '([^']*)', maxCommands: (\d+)/.exec(message) ?? [];
  return { seed: Number(seed), path, replayPath, maxCommands: Number(maxCommands) };
};

/** Runs a program behind a line that opens its stores, as it was printed. */
export const run = (opening: string, program: string) => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...compiled() },
    input: `${opening}\n${program}`,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { status, stderr };
};

export const faultOf = async (attempt: Promise<void>): Promise<Error> => {
  try {
    await attempt;
  } catch (fault) {
    if (fault instanceof Error) return fault;
  }
  throw new Error('nothing was found');
};
