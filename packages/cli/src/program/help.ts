import type { Command } from 'commander';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';
import { exitCodesText } from './exit-codes.ts';

/** `help`, for a command however deep it is, and for what concerns all of them. */
export const declareHelp = (tenantry: Command, { out }: Surroundings): void => {
  tenantry.helpCommand(false);
  tenantry
    .command('help [words...]')
    .description('show the help of a command, or what the exit codes mean: help exit-codes')
    .addHelpText('after', examples('help', 'help customer create', 'help exit-codes'))
    .action(async (words: readonly string[]) => {
      if (words.join(' ') === 'exit-codes') out(exitCodesText());
      else (await commandOf(tenantry, words)).outputHelp();
    });
};

/** Words that lead to no command are refused as they are when they are called. */
async function commandOf(from: Command, words: readonly string[]): Promise<Command> {
  const [word, ...rest] = words;
  if (word === undefined || from.commands.length === 0) return from;
  const found = from.commands.find((command) => command.name() === word);
  return commandOf(found ?? (await from.parseAsync([word], { from: 'user' })), rest);
}
