import { type Command, Option } from 'commander';
import { UsageError } from '../ending/exit.ts';

/** An option as help shows it: its flag, with what it takes, and what it means. */
type Shown = readonly [flags: string, meaning: string];

/**
 * Adds an option that says something and one that takes it away, or says the contrary. To commander
 * the two are one, of which the last would win: both together are refused here.
 */
export const orNone = (
  command: Command,
  [flags, meaning]: Shown,
  [noFlag, noMeaning]: Shown,
): Command => {
  const [flag = flags, takes] = flags.split(' ');
  const refuse = (): never => {
    throw new UsageError(`${flag} cannot be used with ${noFlag}`);
  };
  return command
    .addOption(
      new Option(flags, meaning).argParser((said, before: unknown) =>
        before === false ? refuse() : takes === undefined || said,
      ),
    )
    .addOption(
      new Option(noFlag, noMeaning).argParser((_, before: unknown) =>
        before === undefined || before === false ? false : refuse(),
      ),
    );
};
