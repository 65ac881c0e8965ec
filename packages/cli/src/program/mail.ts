import type { DeliveryState } from '@tenantry/domain';
import { type Command, Option } from 'commander';
import type { DeliverOptions } from '../commands/deliver-mail.ts';
import type { ListOptions } from '../commands/mail.ts';
import { type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

const states: readonly DeliveryState[] = ['due', 'sent', 'superseded', 'undeliverable'];

/** The commands of mail that is owed, as commander shows them. */
export const declareMail = (mail: Command, surroundings: Surroundings): void => {
  mail
    .command('deliver')
    .description('deliver the mail that is due; a server does so by itself')
    .option('--watch', 'go on with what becomes due, until interrupted')
    .option(...json)
    .addHelpText('after', examples('mail deliver', 'mail deliver --watch'))
    .action(async (options: DeliverOptions, command: Command) =>
      (await import('../commands/deliver-mail.ts')).deliver(
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  mail
    .command('list')
    .description('list the messages that are or were owed, oldest first')
    .addOption(new Option('--state <state>', 'those alone that stand like this').choices(states))
    .option(...json)
    .addHelpText('after', examples('mail list --state undeliverable'))
    .action(async (options: ListOptions, command: Command) =>
      (await import('../commands/mail.ts')).list(options, settingsOf(command), surroundings),
    );
  mail
    .command('retry <message>')
    .description('make a message due at once, as if it had never been tried')
    .option(...json)
    .addHelpText('after', examples('mail retry 0198c3f2-6a51-7c9e-8f6d-2b1a4c3d5e6f'))
    .action(async (message: string, options: Json, command: Command) =>
      (await import('../commands/mail.ts')).retry(
        message,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
