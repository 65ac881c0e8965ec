import type { Command } from 'commander';
import type { CreateOptions } from '../commands/token.ts';
import { json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The command of tokens, as commander shows it. */
export const declareToken = (token: Command, surroundings: Surroundings): void => {
  token
    .command('create')
    .description('give an access token for an API key or a password')
    .option('--key-stdin', 'read an API key from standard input')
    .option('--password-stdin', 'read a password from standard input')
    .option('--user-name <name>', 'whose password it is')
    .option('--account <account>', 'or else where: id, number, reference or address')
    .option('--email <email>', 'and the e-mail address there')
    .option('--scope <scope>', 'what the token opens besides: kyc:api')
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'token create --key-stdin',
        'token create --password-stdin --user-name jane.doe@example.com',
        'token create --password-stdin --account 7 --email jane.doe@example.com --scope kyc:api',
      ),
    )
    .action(async (options: CreateOptions, command: Command) =>
      (await import('../commands/token.ts')).create(options, settingsOf(command), surroundings),
    );
};
