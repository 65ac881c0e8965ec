import type { Command } from 'commander';
import { type Json, json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** `export`, as commander shows it. */
export const declareExport = (tenantry: Command, surroundings: Surroundings): void => {
  tenantry
    .command('export [account]')
    .description('print all beneath an account as NDJSON that import takes')
    .option(...json)
    .addHelpText('after', examples('export', 'export 7'))
    .action(async (account: string | undefined, options: Json, command: Command) =>
      (await import('../commands/export.ts')).exportAccounts(
        account,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
