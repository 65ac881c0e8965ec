import { Argument, type Command } from 'commander';
import { type Shell, shells } from '../completion/scripts.ts';
import { type Json, json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';
import { examples } from './examples.ts';

/** The commands that shells complete command lines by, as commander shows them. */
export const declareCompletion = (tenantry: Command, surroundings: Surroundings): void => {
  tenantry
    .command('completion')
    .description('print what makes a shell complete commands, options and accounts')
    .addArgument(new Argument('<shell>', 'the shell').choices(shells))
    .option(...json)
    .addHelpText(
      'after',
      `\nbash, in ~/.bashrc:                     source <(tenantry completion bash)
zsh, in ~/.zshrc after compinit:        source <(tenantry completion zsh)
fish, in ~/.config/fish/config.fish:    tenantry completion fish | source
${examples('completion bash', 'completion zsh', 'completion fish')}`,
    )
    .action(async (shell: Shell, options: Json) =>
      (await import('../commands/completion.ts')).completion(shell, options, surroundings),
    );
  tenantry
    .command('complete', { hidden: true })
    .description('answer a shell: what fits in the place of the last word')
    .argument('[words...]')
    .action(async (words: readonly string[]) =>
      (await import('../commands/completion.ts')).complete(words, tenantry, surroundings),
    );
};
