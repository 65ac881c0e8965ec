import type { Command } from 'commander';
import type { SetPolicyOptions } from '../commands/policy.ts';
import { idempotencyKey, type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The commands that concern the installation as a whole, as commander shows them. */
export const declareInstallation = (tenantry: Command, surroundings: Surroundings): void => {
  const policy = tenantry
    .command('policy')
    .description('the rules of the installation')
    .addHelpText('after', examples('policy show', 'policy set policy.json'));
  policy
    .command('show')
    .description('show the rules, those that hold by default too')
    .option(...json)
    .addHelpText('after', examples('policy show', 'policy show --json'))
    .action(async (options: Json, command: Command) =>
      (await import('../commands/policy.ts')).show(options, settingsOf(command), surroundings),
    );
  policy
    .command('set <file>')
    .description('change rules; what the file does not name stays, null brings a default back')
    .option('--dry-run', 'tell what the rules would be, or what is wrong, and change nothing')
    .option(...idempotencyKey)
    .option(...json)
    .addHelpText(
      'after',
      `\nThe file is a JSON merge patch; - is standard input: {"lifetimes": {"invitation": 259200}}\n${examples('policy set policy.json --dry-run', 'policy set - --json')}`,
    )
    .action(async (file: string, options: SetPolicyOptions, command: Command) =>
      (await import('../commands/policy.ts')).set(file, options, settingsOf(command), surroundings),
    );
  tenantry
    .command('maintain')
    .description('forget what is over and no longer needed; a server does so by itself')
    .option(...json)
    .addHelpText('after', examples('maintain', 'maintain --json'))
    .action(async (options: Json, command: Command) =>
      (await import('../commands/maintain.ts')).maintain(
        options,
        settingsOf(command),
        surroundings,
      ),
    );
  tenantry
    .command('doctor')
    .description('say how well this installation is, and what to do; changes nothing')
    .option(...json)
    .addHelpText('after', examples('doctor', 'doctor --json'))
    .action(async (options: Json, command: Command) =>
      (await import('../commands/doctor.ts')).doctor(options, settingsOf(command), surroundings),
    );
};
