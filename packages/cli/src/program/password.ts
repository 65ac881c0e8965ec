import type { Command } from 'commander';
import { type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The command of passwords, as commander shows it. */
export const declarePassword = (password: Command, surroundings: Surroundings): void => {
  password
    .command('reset <email>')
    .description('mail whoever signs in by this address a link to choose another password')
    .option(...json)
    .addHelpText('after', examples('password reset jane.doe@example.com'))
    .action(async (email: string, options: Json, command: Command) =>
      (await import('../commands/password.ts')).reset(
        email,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
