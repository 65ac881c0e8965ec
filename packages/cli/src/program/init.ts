import type { Command } from 'commander';
import type { InitOptions } from '../commands/init.ts';
import { idempotencyKey, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The command that begins an installation, as commander shows it. */
export const declareInit = (tenantry: Command, surroundings: Surroundings): void => {
  tenantry
    .command('init')
    .description('make the database and its first master account')
    .option('--name <name>', 'name of the master account')
    .option('--email <email>', 'e-mail address of its first user')
    .option('--password-stdin', 'read the password from standard input; else one is generated')
    .option('--address <label>', 'short name of the account in URLs')
    .option('--policy <file>', 'JSON file with the rules of the installation')
    .option('--another', 'make a further master account')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'init --name "Example Platform" --email owner@example.com',
        'init --name "Second Platform" --email second@example.com --another --json',
      ),
    )
    .action(async (options: InitOptions, command: Command) =>
      (await import('../commands/init.ts')).init(options, settingsOf(command), surroundings),
    );
};
