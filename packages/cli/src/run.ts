import { CommanderError } from 'commander';
import {
  EndedOtherwise,
  type ExitCode,
  exitCodeOf,
  exitCodes,
  Refused,
  UsageError,
} from './exit.ts';
import { program } from './program.ts';
import { reasonOf } from './reason.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs one command line; answers the exit code. Nothing is ever thrown out of here. */
export const run = async (
  arguments_: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> => {
  try {
    refuseReplaced(arguments_);
    await program(surroundings).parseAsync([...arguments_], { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    return told(error, arguments_, surroundings);
  }
};

/** Node puts U+FFFD for bytes that are no UTF-8: nobody means that, and nothing is replaced here. */
function refuseReplaced(arguments_: readonly string[]): void {
  const at = arguments_.findIndex((argument) => argument.includes('\ufffd'));
  if (at >= 0) throw new UsageError(`argument ${at + 1} is not UTF-8`);
}

async function told(
  error: unknown,
  arguments_: readonly string[],
  { say }: Surroundings,
): Promise<ExitCode> {
  // commander has said its piece; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError) {
    const because = error.cause === undefined ? '' : `: ${reasonOf(error.cause)}`;
    say(`tenantry: ${error.message}${because}\n`);
    return exitCodes.usage;
  }
  if (error instanceof EndedOtherwise) {
    say(`tenantry: ${error.message}\n`);
    return error.code;
  }
  if (error instanceof Refused) {
    const { failureText } = await import('./failure-text.ts');
    const { failure } = error;
    const lines = failureText(failure).split('\n');
    say(
      arguments_.includes('--json')
        ? `${JSON.stringify({ error: failure })}\n`
        : lines.map((line) => `tenantry: ${line}\n`).join(''),
    );
    return exitCodeOf[failure.kind];
  }
  const { StoreUnavailable } = await import('@tenantry/domain');
  const isAway = error instanceof StoreUnavailable;
  say(
    isAway && arguments_.includes('--json')
      ? `${JSON.stringify({ error: { kind: 'Unavailable', retryAfter: error.retryAfter } })}\n`
      : `tenantry: ${reasonOf(error)}\n`,
  );
  return isAway ? exitCodes.busy : exitCodes.fault;
}
