import type { Command } from 'commander';
import type { EventsOptions } from '../commands/events.ts';
import { json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The command of the history, as commander shows it. */
export const declareEvents = (tenantry: Command, surroundings: Surroundings): void => {
  tenantry
    .command('events [account]')
    .description('list what has happened to an account and all beneath it, oldest first')
    .option('--after <position>', 'only what came after this position')
    .option('--follow', 'go on with what happens from now on, until interrupted')
    .option(...json)
    .addHelpText('after', examples('events --json', 'events 7 --after 120 --follow'))
    .action(async (account: string | undefined, options: EventsOptions, command: Command) =>
      (await import('../commands/events.ts')).events(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
