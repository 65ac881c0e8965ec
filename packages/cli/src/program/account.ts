import type { Command } from 'commander';
import type { ListOptions, OpenOptions, RegisterOptions } from '../commands/account.ts';
import { idempotencyKey, type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { declareAccountSet } from './account-set.ts';
import { examples } from './examples.ts';

/** The commands of registered accounts, as commander shows them. */
export const declareAccount = (account: Command, surroundings: Surroundings): void => {
  registerOptions(
    account
      .command('register')
      .description('open an account with a password that was chosen for it')
      .option('--password-stdin', 'read the password from standard input'),
  )
    .addHelpText(
      'after',
      examples(
        'account register --first-name Jane --last-name Doe --email jane.doe@example.com --password-stdin',
        'account register --file account.json --json',
      ),
    )
    .action(async (options: RegisterOptions, command: Command) =>
      (await import('../commands/account.ts')).register(options, settingsOf(command), surroundings),
    );
  registerOptions(
    account
      .command('open')
      .description('open an account with a generated password; it is shown this once')
      .option('--name <name>', 'name of the account; else the company, the person or the mailbox'),
  )
    .addHelpText(
      'after',
      examples('account open --email sub@example.com --company "Example Ltd" --json'),
    )
    .action(async (options: OpenOptions, command: Command) =>
      (await import('../commands/account.ts')).open(options, settingsOf(command), surroundings),
    );
  registerOptions(
    account
      .command('invite')
      .description('open an account whose user is invited by mail')
      .option('--name <name>', 'name of the account; else the company, the person or the mailbox'),
  )
    .addHelpText('after', examples('account invite --email new@example.com --company "New Ltd"'))
    .action(async (options: OpenOptions, command: Command) =>
      (await import('../commands/account.ts')).invite(options, settingsOf(command), surroundings),
    );
  declareAccountSet(account, surroundings);
  account
    .command('show <account>')
    .description('show an account')
    .option(...json)
    .addHelpText('after', examples('account show 7', 'account show 7 --json'))
    .action(async (named: string, options: Json, command: Command) =>
      (await import('../commands/account.ts')).show(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  account
    .command('list')
    .description('list the accounts directly beneath one')
    .option('--parent <account>', 'that one; else the account you act for')
    .option(...json)
    .addHelpText('after', examples('account list', 'account list --parent 7 --json'))
    .action(async (options: ListOptions, command: Command) =>
      (await import('../commands/account.ts')).list(options, settingsOf(command), surroundings),
    );
};

const registerOptions = (command: Command): Command =>
  command
    .option('--first-name <name>', 'first name of its user')
    .option('--last-name <name>', 'last name of its user')
    .option('--email <email>', 'e-mail address of its user')
    .option('--company <name>', 'the company it works for')
    .option('--phone <number>', 'mobile telephone number')
    .option('--time-zone <zone>', 'such as Europe/Berlin; else that of the account above it')
    .option('--parent <account>', 'the account above it')
    .option('--may-have-sub-accounts', 'it may have such accounts beneath it')
    .option('--file <file>', 'the whole command as JSON; - is standard input')
    .option(...idempotencyKey)
    .option(...json);
