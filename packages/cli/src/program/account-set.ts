import type { Command } from 'commander';
import type { SetOptions } from '../commands/account.ts';
import { expectVersion } from '../said/expected-version.ts';
import { idempotencyKey, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';
import { orNone } from './or-none.ts';

/** What can be taken away, and how it is called. */
const ownDetails = [
  ['first-name <name>', 'first name of its user'],
  ['last-name <name>', 'last name of its user'],
  ['company <name>', 'the company it works for'],
  ['phone <number>', 'mobile telephone number'],
] as const;

/** The command that corrects a registered account, as commander shows it. */
export const declareAccountSet = (account: Command, surroundings: Surroundings): void => {
  const set = account
    .command('set <account>')
    .description('correct an account; what is left out stays as it is')
    .option('--name <name>', 'name of the account');
  for (const [option, meaning] of ownDetails) {
    const [name = ''] = option.split(' ');
    orNone(set, [`--${option}`, meaning], [`--no-${name}`, 'it has none']);
  }
  orNone(
    set.option('--time-zone <zone>', 'such as Europe/Berlin'),
    ['--may-have-sub-accounts', 'it may have such accounts beneath it'],
    ['--no-may-have-sub-accounts', 'it may not'],
  )
    .option(...expectVersion)
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples(
        'account set 2 --company "New Name Ltd" --no-phone',
        'account set 2 --may-have-sub-accounts',
      ),
    )
    .action(async (named: string, options: SetOptions, command: Command) =>
      (await import('../commands/account.ts')).set(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
