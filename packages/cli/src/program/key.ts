import type { Command } from 'commander';
import type { CreateOptions, RotateOptions } from '../commands/key.ts';
import { idempotencyKey, type Json, json, type Retryable, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The commands of API keys, as commander shows them. */
export const declareKey = (key: Command, surroundings: Surroundings): void => {
  key
    .command('create [account]')
    .description('issue an API key; it is shown this once')
    .option('--power <power>', 'read, provision or manage', 'manage')
    .option('--expires <time>', 'when it is over, such as 2027-01-31T12:00:00Z')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText('after', examples('key create', 'key create 7 --power provision --json'))
    .action(async (account: string | undefined, options: CreateOptions, command: Command) =>
      (await import('../commands/key.ts')).create(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  key
    .command('list [account]')
    .description('list the keys of an account, those that are over too')
    .option(...json)
    .addHelpText('after', examples('key list', 'key list 7 --json'))
    .action(async (account: string | undefined, options: Json, command: Command) =>
      (await import('../commands/key.ts')).list(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  key
    .command('rotate <key>')
    .description('issue a key in place of another; it is shown this once')
    .option('--overlap <seconds>', 'how long the other goes on, 0 to 2592000; else a day')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText('after', examples(`key rotate ${anId}`, `key rotate ${anId} --overlap 3600`))
    .action(async (named: string, options: RotateOptions, command: Command) =>
      (await import('../commands/key.ts')).rotate(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  key
    .command('revoke <key>')
    .description('end a key at once')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText('after', examples(`key revoke ${anId}`))
    .action(async (named: string, options: Retryable, command: Command) =>
      (await import('../commands/key.ts')).revoke(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};

const anId = '0198c3f2-6a51-7c9e-8f6d-2b1a4c3d5e6f';
