import { type Command, CommanderError } from 'commander';
import { endingOf } from './ending/ending.ts';
import { type ExitCode, exitCodes, UsageError } from './ending/exit.ts';
import { program } from './program.ts';
import { onOneLine } from './terminal/on-one-line.ts';
import { paintOn } from './terminal/paint.ts';
import { noScreen } from './terminal/screen.ts';
import type { Surroundings } from './terminal/surroundings.ts';

/** Runs one command line; answers the exit code. Nothing is ever thrown out of here. */
export const run = async (
  arguments_: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> => {
  const options = optionsIn(arguments_);
  const seen = options.includes('--no-color') ? withoutColour(surroundings) : surroundings;
  const tenantry = program(seen, arguments_[0] === 'complete' ? undefined : arguments_);
  try {
    refuseReplaced(arguments_);
    if (isVersionAsJson(arguments_)) await (await import('./versions.ts')).showVersions(seen);
    else await tenantry.parseAsync([...arguments_], { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    const help = `"${nameOf(tenantry, arguments_)} --help" shows how it is called`;
    return told(error, options.includes('--json'), help, seen);
  }
};

/** The words that may be options: past `--` all are operands. */
const optionsIn = (arguments_: readonly string[]): readonly string[] =>
  arguments_.includes('--') ? arguments_.slice(0, arguments_.indexOf('--')) : arguments_;

/** The program with the words of a command line that lead to a command, as far as they do. */
const nameOf = (command: Command, [word, ...rest]: readonly string[]): string => {
  const below = command.commands.find((one) => one.name() === word);
  return below === undefined ? command.name() : `${command.name()} ${nameOf(below, rest)}`;
};

/** Node puts U+FFFD for bytes that are no UTF-8: nobody means that, and nothing is replaced here. */
function refuseReplaced(arguments_: readonly string[]): void {
  const at = arguments_.findIndex((argument) => argument.includes('\ufffd'));
  if (at >= 0) throw new UsageError(`argument ${at + 1} is not UTF-8`);
}

/** The version alone is told by the parser, and costs nothing to tell. */
const isVersionAsJson = (arguments_: readonly string[]): boolean =>
  arguments_.length === 2 && arguments_.includes('--version') && arguments_.includes('--json');

const withoutColour = ({ screens, ...rest }: Surroundings): Surroundings => ({
  ...rest,
  ...(screens === undefined
    ? {}
    : {
        screens: {
          out: { ...screens.out, isColoured: false },
          say: { ...screens.say, isColoured: false },
        },
      }),
});

/** Tells how a command ended; for a program as one line, which is the last one. */
async function told(
  error: unknown,
  isJson: boolean,
  help: string,
  { say, screens }: Surroundings,
): Promise<ExitCode> {
  const { code, kind, message, hint, more } = await endingOf(error);
  if (message === '') return code;
  if (isJson) {
    say(`${JSON.stringify({ error: { kind, ...more, message } })}\n`);
    return code;
  }
  const next = hint ?? (error instanceof CommanderError ? help : undefined);
  const paint = paintOn(screens?.say ?? noScreen);
  const lines = [...message.split('\n'), ...(next === undefined ? [] : [next])];
  // A document, a name of a file and a word of the command line may be somebody else's.
  const shown = lines.map((line) => `${paint('bad', 'tenantry:')} ${onOneLine(line)}\n`);
  say(shown.join(''));
  return code;
}
