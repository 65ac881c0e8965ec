import { Command } from 'commander';
import type { MigrateOptions } from './commands/migrate.ts';
import type { ServeOptions } from './commands/serve.ts';
import { declareAccount } from './program/account.ts';
import { declareAccountStatus } from './program/account-status.ts';
import { declareApp } from './program/app.ts';
import { declareCompletion } from './program/completion.ts';
import { declareCustomer } from './program/customer.ts';
import { declareEvents } from './program/events.ts';
import { examples } from './program/examples.ts';
import { exitCodesText } from './program/exit-codes.ts';
import { declareExport } from './program/export.ts';
import { declareHelp } from './program/help.ts';
import { declareImport } from './program/import.ts';
import { declareInit } from './program/init.ts';
import { declareInstallation } from './program/installation.ts';
import { declareKey } from './program/key.ts';
import { declareMail } from './program/mail.ts';
import { declareMember } from './program/member.ts';
import { declarePartner } from './program/partner.ts';
import { declarePassword } from './program/password.ts';
import { documents, helpOf, outputOf } from './program/shown.ts';
import { declareToken } from './program/token.ts';
import { type Json, json, type Retryable, settingsOf } from './said/flags.ts';
import type { Surroundings } from './terminal/surroundings.ts';
import { version } from './version.ts';

/**
 * Every command, as commander shows it. What a command does is loaded when it runs, so that help
 * and version cost nothing but this file. With the words of a command line only those groups have
 * their commands that the words name: to declare all of them takes longer than to run most.
 */
export const program = (surroundings: Surroundings, words?: readonly string[]): Command => {
  const isNamed = (name: string): boolean => words === undefined || words.includes(name);
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
    .option('--no-color', 'print without colours (NO_COLOR)')
    .configureOutput(outputOf(surroundings))
    .configureHelp(helpOf)
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      `${examples(
        'init --name "Example Platform" --email owner@example.com',
        'customer create --name "First Customer" --user "Jane Doe <jane.doe@example.com>"',
        'tree',
        'help customer create',
      )}\n\n${exitCodesText()}\n${documents}`,
    )
    // Before anything is read or opened.
    .hook('preAction', async (_, command) => {
      const { idempotencyKey: given } = command.opts<Retryable>();
      if (given !== undefined) (await import('./application/attempt.ts')).demandKey(given);
    });
  // Sub-commands take these settings from the program they are added to.
  const group = (
    declare: (command: Command, surroundings: Surroundings) => void,
    name: string,
    description: string,
    ...lines: readonly string[]
  ): void => {
    const command = tenantry.command(name).description(description);
    command.addHelpText('after', examples(...lines));
    if (isNamed(name)) declare(command, surroundings);
  };

  declareInit(tenantry, surroundings);

  tenantry
    .command('serve')
    .description('serve over HTTP, and deliver mail, until interrupted')
    .option('--dev', 'make what is missing and print how to call it')
    .option('--host <address>', 'address to listen on (TENANTRY_HOST)')
    .option('--port <number>', 'port to listen on (TENANTRY_PORT)')
    .addHelpText('after', examples('serve --dev', 'serve --host 0.0.0.0 --port 80'))
    .action(async (options: ServeOptions, command: Command) =>
      (await import('./commands/serve.ts')).serve(options, settingsOf(command), surroundings),
    );

  tenantry
    .command('migrate')
    .description('bring the database to the present schema')
    .option('--sql', 'print the steps as SQL instead, without a look at the database')
    .option(...json)
    .addHelpText('after', examples('migrate', 'migrate --sql'))
    .action(async (options: MigrateOptions, command: Command) =>
      (await import('./commands/migrate.ts')).migrate(options, settingsOf(command), surroundings),
    );

  tenantry
    .command('verify')
    .description('check every invariant of the database; one line for each row that breaks one')
    .option(...json)
    .addHelpText('after', examples('verify', 'verify --json'))
    .action(async (options: Json, command: Command) =>
      (await import('./commands/verify.ts')).verify(options, settingsOf(command), surroundings),
    );

  group(
    declareCustomer,
    'customer',
    'child customer accounts',
    'customer create --name "First Customer"',
    'customer list',
  );
  group(
    declarePartner,
    'partner',
    'partners: accounts that group others',
    'partner list',
    'partner show 7',
  );
  group(
    declareAccount,
    'account',
    'accounts that sign in for themselves',
    'account open --email jane.doe@example.com',
    'account list',
  );
  group(declareApp, 'app', 'apps of an account', 'app create --name "Example App"', 'app list');
  group(declareToken, 'token', 'access tokens', 'token create --key-stdin');

  tenantry
    .command('tree [account]')
    .description('show an account and all beneath it')
    .option(...json)
    .addHelpText('after', examples('tree', 'tree 7', 'tree 7 --json'))
    .action(async (account: string | undefined, options: Json, command: Command) =>
      (await import('./commands/tree.ts')).tree(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );

  declareAccountStatus(tenantry, surroundings);
  group(declareMember, 'member', 'people of an account', 'member list', 'member show 3');
  group(declarePassword, 'password', 'passwords of people', 'password reset jane.doe@example.com');
  group(declareKey, 'key', 'API keys', 'key create --power read', 'key list');
  group(declareMail, 'mail', 'mail that is owed', 'mail list', 'mail deliver');
  declareEvents(tenantry, surroundings);
  declareImport(tenantry, surroundings);
  declareExport(tenantry, surroundings);
  declareInstallation(tenantry, surroundings);
  declareCompletion(tenantry, surroundings);

  declareHelp(tenantry, surroundings);

  return tenantry;
};
