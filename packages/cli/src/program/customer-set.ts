import { type Command, Option } from 'commander';
import type { SetOptions } from '../commands/customer-set.ts';
import { expectVersion } from '../said/expected-version.ts';
import { idempotencyKey, json, repeated, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The command that corrects a customer, as commander shows it. */
export const declareCustomerSet = (customer: Command, surroundings: Surroundings): void => {
  customer
    .command('set <account>')
    .description('correct a customer; what is left out stays as it is')
    .option('--name <name>', 'name of the customer')
    .option(
      '--workflow <id=name>',
      'a default workflow, in the place of those before; may be repeated',
      ...repeated,
    )
    .addOption(new Option('--no-workflows', 'it has none').conflicts('workflow'))
    .option(
      '--configurations <file>',
      'JSON file with all of its configurations; - is standard input',
    )
    .option(
      '--reference <name=value>',
      'an external reference, in the place of those before; may be repeated',
      ...repeated,
    )
    .addOption(new Option('--no-references', 'it has none').conflicts('reference'))
    .option('--file <file>', 'what is to be corrected, as JSON; - is standard input')
    .option(...expectVersion)
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'customer set 2 --name "Second Customer"',
        'customer set 2 --reference CRM=C-2 --reference Billing=B-17',
        'customer set 2 --no-workflows',
      ),
    )
    .action(async (account: string, options: SetOptions, command: Command) =>
      (await import('../commands/customer-set.ts')).set(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
