import type { Command } from 'commander';
import type { CreateOptions, ListOptions } from '../commands/app.ts';
import { idempotencyKey, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The commands of apps, as commander shows them. */
export const declareApp = (app: Command, surroundings: Surroundings): void => {
  app
    .command('create')
    .description('create an app')
    .option('--name <name>', 'its name, the only such one in the account')
    .option('--account <account>', 'whose it is; else the account you act for')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText('after', examples('app create --name "Example App" --account 7'))
    .action(async (options: CreateOptions, command: Command) =>
      (await import('../commands/app.ts')).create(options, settingsOf(command), surroundings),
    );
  app
    .command('list')
    .description('list the apps of an account, oldest first')
    .option('--account <account>', 'that one; else the account you act for')
    .option(...json)
    .addHelpText('after', examples('app list', 'app list --account 7 --json'))
    .action(async (options: ListOptions, command: Command) =>
      (await import('../commands/app.ts')).list(options, settingsOf(command), surroundings),
    );
};
