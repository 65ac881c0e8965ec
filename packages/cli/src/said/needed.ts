import { UsageError } from '../ending/exit.ts';

/**
 * Refuses a command line that leaves out what only a file could say, and there is no file. Each
 * flag stands with what was said by it.
 */
export const needFlags = (
  command: string,
  flags: Readonly<Record<string, unknown>>,
  file: string | undefined,
): void => {
  const missing = missingOf(flags);
  if (file === undefined && missing.length > 0)
    throw new UsageError(`${command} needs ${missing.join(', ')}, or --file`);
};

/**
 * As `needFlags`, for a command that takes no file. The parser would look for what is missing before it
 * finds what is mistyped.
 */
export const demandFlags = (command: string, flags: Readonly<Record<string, unknown>>): void => {
  const missing = missingOf(flags);
  if (missing.length > 0) throw new UsageError(`${command} needs ${missing.join(' and ')}`);
};

const missingOf = (flags: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(flags).filter((flag) => flags[flag] === undefined);
