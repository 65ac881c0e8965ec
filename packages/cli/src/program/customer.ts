import type { Command } from 'commander';
import type { CreateOptions } from '../commands/customer.ts';
import { idempotencyKey, type Json, json, repeated, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { declareCustomerSet } from './customer-set.ts';
import { examples } from './examples.ts';

/** The commands of customers, as commander shows them. */
export const declareCustomer = (customer: Command, surroundings: Surroundings): void => {
  customer
    .command('create')
    .description('open a customer, whole or not at all')
    .option('--name <name>', 'name of the customer')
    .option('--user <user>', '"Name <e-mail>", invited by mail; may be repeated', ...repeated)
    .option('--parent <account>', 'the account above it')
    .option('--file <file>', 'the whole command as JSON; - is standard input')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'customer create --name "First Customer" --user "Jane Doe <jane.doe@example.com>"',
        'customer create --file customer.json --json',
      ),
    )
    .action(async (options: CreateOptions, command: Command) =>
      (await import('../commands/customer.ts')).create(options, settingsOf(command), surroundings),
    );
  customer
    .command('show <account>')
    .description('show a customer')
    .option(...json)
    .addHelpText('after', examples('customer show 7', 'customer show 7 --json'))
    .action(async (account: string, options: Json, command: Command) =>
      (await import('../commands/customer.ts')).show(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  customer
    .command('list')
    .description('list the customers below the account you act for')
    .option(...json)
    .addHelpText('after', examples('customer list', 'customer list --as 7 --json'))
    .action(async (options: Json, command: Command) =>
      (await import('../commands/customer.ts')).list(options, settingsOf(command), surroundings),
    );
  declareCustomerSet(customer, surroundings);
};
