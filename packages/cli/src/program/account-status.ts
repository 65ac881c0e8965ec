import type { Command } from 'commander';
import type { Verb } from '../commands/account-status.ts';
import { idempotencyKey, json, settingsOf } from '../said/flags.ts';
import type { Confirmable } from '../terminal/confirmed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** What is done to an account and all beneath it, in which words, and whether it asks first. */
const verbs: readonly (readonly [Verb, string, boolean])[] = [
  ['suspend', 'let nobody into an account, and into none beneath it, until reactivated', true],
  ['reactivate', 'bring back a suspended account, with all that was active beneath it', false],
  ['close', 'end an account, and all beneath it, for good', true],
];

/** The commands that change an account's status, as commander shows them. */
export const declareAccountStatus = (tenantry: Command, surroundings: Surroundings): void => {
  for (const [verb, description, asks] of verbs) {
    const declared = tenantry
      .command(`${verb} <account>`)
      .description(description)
      .option(...idempotencyKey)
      .option(...json)
      .addHelpText('after', examples(`${verb} 7`, ...(asks ? [`${verb} 7 --yes`] : [])))
      .action(async (account: string, options: Confirmable, command: Command) =>
        (await import('../commands/account-status.ts')).changeStatus(
          verb,
          account,
          options,
          settingsOf(command),
          surroundings,
        ),
      );
    if (asks) declared.option('--yes', 'do it without asking: needed where there is no terminal');
  }
};
