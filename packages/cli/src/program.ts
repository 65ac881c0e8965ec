import { Command } from 'commander';
import type { CreateOptions } from './commands/customer.ts';
import type { InitOptions } from './commands/init.ts';
import type { MigrateOptions } from './commands/migrate.ts';
import type { ServeOptions } from './commands/serve.ts';
import { idempotencyKey, type Json, json, type Retryable, repeated, settingsOf } from './flags.ts';
import { declareAccount } from './program/account.ts';
import { declareAccountStatus } from './program/account-status.ts';
import { declareApp } from './program/app.ts';
import { declareEvents } from './program/events.ts';
import { declareKey } from './program/key.ts';
import { declareMail } from './program/mail.ts';
import { declareMember } from './program/member.ts';
import { declarePartner } from './program/partner.ts';
import { declarePassword } from './program/password.ts';
import { declareToken } from './program/token.ts';
import type { Surroundings } from './surroundings.ts';
import { version } from './version.ts';

/**
 * Every command, as commander shows it. What a command does is loaded when it runs, so that help
 * and version cost nothing but this file.
 */
export const program = (surroundings: Surroundings): Command => {
  const { out, say } = surroundings;
  const tenantry = new Command('tenantry')
    .description('Opens accounts on behalf of others.')
    .version(version, '--version', 'print the version')
    .option(
      '--database <url>',
      'sqlite:FILE, postgres://USER@HOST/DATABASE or memory: (TENANTRY_DATABASE)',
    )
    .option(
      '--mail <url>',
      'smtp://HOST:PORT, smtps://HOST:PORT, directory:PATH or console: (TENANTRY_MAIL)',
    )
    .option('--public-url <url>', 'where people reach this installation (TENANTRY_PUBLIC_URL)')
    .option('--as <account>', 'act below this account: id, number or reference')
    .configureOutput({ writeOut: out, writeErr: say })
    .showSuggestionAfterError()
    .exitOverride()
    // Before anything is read or opened.
    .hook('preAction', async (_, command) => {
      const { idempotencyKey: given } = command.opts<Retryable>();
      if (given !== undefined) (await import('./attempt.ts')).demandKey(given);
    });
  // Sub-commands take these settings from the program they are added to.
  const group = (name: string, description: string) =>
    tenantry.command(name).description(description);

  tenantry
    .command('init')
    .description('make the database and its first master account')
    .requiredOption('--name <name>', 'name of the master account')
    .requiredOption('--email <email>', 'e-mail address of its first user')
    .option('--password-stdin', 'read the password from standard input; else one is generated')
    .option('--address <label>', 'short name of the account in URLs')
    .option('--policy <file>', 'JSON file with the rules of the installation')
    .option('--another', 'make a further master account')
    .option(...idempotencyKey)
    .option(...json)
    .action(async (options: InitOptions, command: Command) =>
      (await import('./commands/init.ts')).init(options, settingsOf(command), surroundings),
    );

  tenantry
    .command('serve')
    .description('serve over HTTP, and deliver mail, until interrupted')
    .option('--dev', 'make what is missing and print how to call it')
    .option('--host <address>', 'address to listen on (TENANTRY_HOST)')
    .option('--port <number>', 'port to listen on (TENANTRY_PORT)')
    .action(async (options: ServeOptions, command: Command) =>
      (await import('./commands/serve.ts')).serve(options, settingsOf(command), surroundings),
    );

  tenantry
    .command('migrate')
    .description('bring the database to the present schema')
    .option('--sql', 'print the steps as SQL instead, without a look at the database')
    .option(...json)
    .action(async (options: MigrateOptions, command: Command) =>
      (await import('./commands/migrate.ts')).migrate(options, settingsOf(command), surroundings),
    );

  tenantry
    .command('verify')
    .description('check every invariant of the database; one line for each row that breaks one')
    .option(...json)
    .action(async (options: Json, command: Command) =>
      (await import('./commands/verify.ts')).verify(options, settingsOf(command), surroundings),
    );

  const customer = group('customer', 'child customer accounts');
  customer
    .command('create')
    .description('open a customer, whole or not at all')
    .option('--name <name>', 'name of the customer')
    .option('--user <user>', '"Name <e-mail>", invited by mail; may be repeated', ...repeated)
    .option('--parent <account>', 'the account above it')
    .option('--file <file>', 'the whole command as JSON; - is standard input')
    .option(...idempotencyKey)
    .option(...json)
    .action(async (options: CreateOptions, command: Command) =>
      (await import('./commands/customer.ts')).create(options, settingsOf(command), surroundings),
    );
  customer
    .command('show <account>')
    .description('show a customer')
    .option(...json)
    .action(async (account: string, options: Json, command: Command) =>
      (await import('./commands/customer.ts')).show(
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
    .action(async (options: Json, command: Command) =>
      (await import('./commands/customer.ts')).list(options, settingsOf(command), surroundings),
    );

  declarePartner(group('partner', 'partners: accounts that group others'), surroundings);
  declareAccount(group('account', 'accounts that sign in for themselves'), surroundings);
  declareApp(group('app', 'apps of an account'), surroundings);
  declareToken(group('token', 'access tokens'), surroundings);

  tenantry
    .command('tree [account]')
    .description('show an account and all beneath it')
    .option(...json)
    .action(async (account: string | undefined, options: Json, command: Command) =>
      (await import('./commands/tree.ts')).tree(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );

  declareAccountStatus(tenantry, surroundings);
  declareMember(group('member', 'people of an account'), surroundings);
  declarePassword(group('password', 'passwords of people'), surroundings);
  declareKey(group('key', 'API keys'), surroundings);
  declareMail(group('mail', 'mail that is owed'), surroundings);
  declareEvents(tenantry, surroundings);

  return tenantry;
};
