import { UsageError } from './exit.ts';

/**
 * Refuses a command line that leaves out what only a file could say, and there is no file. Each
 * flag stands with what was said by it.
 */
export const needFlags = (
  command: string,
  flags: Readonly<Record<string, unknown>>,
  file: string | undefined,
): void => {
  const missing = Object.keys(flags).filter((flag) => flags[flag] === undefined);
  if (file === undefined && missing.length > 0)
    throw new UsageError(`${command} needs ${missing.join(', ')}, or --file`);
};
