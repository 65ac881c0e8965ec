import type { Command } from 'commander';
import type { InviteOptions, SetOptions, Verb } from '../commands/member.ts';
import {
  idempotencyKey,
  type Json,
  json,
  type Retryable,
  repeated,
  settingsOf,
} from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** What is done to a member whole, and in which words. */
const verbs: readonly (readonly [Verb, string])[] = [
  ['resend', 'send another invitation; the link of the one before opens nothing any more'],
  ['revoke', 'end a membership; the mailbox may be invited again'],
  ['disable', 'shut a member out until enabled again'],
  ['enable', 'let a member in again who was disabled'],
];

/** The commands of an account's people, as commander shows them. */
export const declareMember = (member: Command, surroundings: Surroundings): void => {
  member
    .command('list [account]')
    .description('list the members of an account; else of the one you act for')
    .option(...json)
    .addHelpText('after', examples('member list', 'member list 7 --json'))
    .action(async (account: string | undefined, options: Json, command: Command) =>
      (await import('../commands/member.ts')).list(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  member
    .command('show <member>')
    .description('show a member, and how the mail to it stands')
    .option(...json)
    .addHelpText('after', examples('member show 3 --json'))
    .action(async (named: string, options: Json, command: Command) =>
      (await import('../commands/member.ts')).show(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  member
    .command('invite [account]')
    .description('invite a person by mail to an account; else to the one you act for')
    .option('--name <name>', 'name of the person')
    .option('--email <email>', 'e-mail address of the person: the mail goes there alone')
    .option(
      '--role <id>',
      'a role; may be repeated; else the account has one for new members',
      ...repeated,
    )
    .option('--user-name <name>', 'what the person will sign in by, besides the e-mail address')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples('member invite 7 --name "Jane Doe" --email jane.doe@example.com --role 2'),
    )
    .action(async (account: string | undefined, options: InviteOptions, command: Command) =>
      (await import('../commands/member.ts')).invite(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  member
    .command('set <member>')
    .description('correct a member; what is left out stays as it is')
    .option('--name <name>', 'name of the person')
    .option('--email <email>', 'e-mail address; whoever is still invited is sent another link')
    .option('--role <id>', 'a role in place of those before; may be repeated', ...repeated)
    .option('--user-name <name>', 'what the person signs in by, besides the e-mail address')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      examples('member set 3 --role 1 --role 3', 'member set 3 --email jane@example.com'),
    )
    .action(async (named: string, options: SetOptions, command: Command) =>
      (await import('../commands/member.ts')).set(
        named,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  for (const [verb, description] of verbs)
    member
      .command(`${verb} <member>`)
      .description(description)
      .option(...idempotencyKey)
      .option(...json)
      .addHelpText('after', examples(`member ${verb} 3`))
      .action(async (named: string, options: Retryable, command: Command) =>
        (await import('../commands/member.ts')).carryOut(
          verb,
          named,
          options,
          settingsOf(command),
          surroundings,
        ),
      );
};
