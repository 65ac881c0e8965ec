import { type Command, Option } from 'commander';
import type { ImportOptions } from '../commands/import.ts';
import { formats, rowKinds } from '../import/kinds.ts';
import { json, settingsOf } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** `import`, as commander shows it. */
export const declareImport = (tenantry: Command, surroundings: Surroundings): void => {
  tenantry
    .command('import <file>')
    .description('open the accounts that the rows of a file say; - is standard input')
    .addOption(
      new Option(
        '--format <format>',
        'what the file is, where its name or beginning does not tell',
      ).choices(formats),
    )
    .addOption(
      new Option('--kind <kind>', 'what rows are that say nothing of it').choices(rowKinds),
    )
    .option('--dry-run', 'tell what is wrong with each row, and write nothing')
    .option('--concurrency <number>', 'rows that are under way at once')
    .option(...json)
    .addHelpText(
      'after',
      examples('import customers.csv --kind customer --dry-run', 'import accounts.ndjson --json'),
    )
    .action(async (file: string, options: ImportOptions, command: Command) =>
      (await import('../commands/import.ts')).importFile(
        file,
        options,
        settingsOf(command),
        surroundings,
      ),
    );
};
