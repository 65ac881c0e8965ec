import { type Command, Option } from 'commander';
import type { CreateOptions, ListOptions, SetOptions } from '../commands/partner.ts';
import { expectVersion } from '../said/expected-version.ts';
import { idempotencyKey, type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';
import { orNone } from './or-none.ts';

/** The commands of partners, as commander shows them. */
export const declarePartner = (partner: Command, surroundings: Surroundings): void => {
  contactOptions(
    partner
      .command('create')
      .description('open a partner, whole or not at all')
      .option('--name <name>', 'name of the partner')
      .option('--reference <reference>', 'its own reference; else one is made')
      .option('--billing-id <id>', 'what it is billed under')
      .option('--phrase-stdin', 'read its verification phrase from standard input')
      .option('--inactive', 'suspended from birth')
      .option('--parent <account>', 'the account above it')
      .option('--file <file>', 'the whole command as JSON; - is standard input'),
  )
    .option('--contact-inactive', 'the contact is disabled from birth')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'partner create --name "First Partner" --user-name jane --first-name Jane --last-name Doe --email jane.doe@example.com --phone +493012345678 --welcome',
        'partner create --file partner.json --json',
      ),
    )
    .action(async (options: CreateOptions, command: Command) =>
      (await import('../commands/partner.ts')).create(options, settingsOf(command), surroundings),
    );
  partner
    .command('show <partner>')
    .description('show a partner')
    .option(...json)
    .addHelpText('after', examples('partner show P-1', 'partner show 7 --json'))
    .action(async (named: string, options: Json, command: Command) =>
      (await import('../commands/partner.ts')).show(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  partner
    .command('list')
    .description('list the partners below the account you act for')
    .option('--named <text>', 'those alone whose id, number, name or reference this is')
    .option(...json)
    .addHelpText('after', examples('partner list', 'partner list --named "First Partner" --json'))
    .action(async (options: ListOptions, command: Command) =>
      (await import('../commands/partner.ts')).list(options, settingsOf(command), surroundings),
    );
  contactOptions(
    orNone(
      partner
        .command('set <partner>')
        .description('correct a partner; what is left out stays as it is')
        .option('--name <name>', 'name of the partner')
        .option('--reference <reference>', 'its own reference'),
      ['--billing-id <id>', 'what it is billed under'],
      ['--no-billing-id', 'it has none'],
    )
      .addOption(
        new Option('--phrase-stdin', 'read its verification phrase from standard input').conflicts(
          'phrase',
        ),
      )
      .option('--no-phrase', 'it has none')
      .addOption(new Option('--active', 'it is active').conflicts('inactive'))
      .option('--inactive', 'it is suspended, with all beneath it')
      .option(...expectVersion),
  )
    .addOption(new Option('--contact-active', 'the contact is active').conflicts('contactInactive'))
    .option('--contact-inactive', 'the contact is disabled')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'partner set P-1 --phone +493012345678',
        'partner set 7 --inactive --expect-version 2',
      ),
    )
    .action(async (named: string, options: SetOptions, command: Command) =>
      (await import('../commands/partner.ts')).set(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};

const contactOptions = (command: Command): Command =>
  command
    .option('--user-name <name>', 'what the contact signs in by')
    .option('--first-name <name>', 'first name of the contact')
    .option('--last-name <name>', 'last name of the contact')
    .option('--email <email>', 'e-mail address of the contact')
    .option('--phone <number>', 'telephone number of the contact')
    .option('--power <power>', 'read, provision or manage: what the contact may do')
    .option('--welcome', 'invite the contact by mail');
