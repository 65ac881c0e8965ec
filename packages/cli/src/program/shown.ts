import { Help, type HelpConfiguration, type OutputConfiguration } from 'commander';
import { paintOn } from '../terminal/paint.ts';
import { noScreen } from '../terminal/screen.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Where whoever reads the help of the program finds more. */
export const documents =
  'Every command, its JSON and its exit codes are told in docs/cli.md of the repository.';

/** How the parser prints; what is wrong with a command line is told where all errors are. */
export const outputOf = ({ out, say, screens }: Surroundings): OutputConfiguration => {
  const { out: screen = noScreen, say: errors = noScreen } = screens ?? {};
  return {
    writeOut: out,
    writeErr: say,
    outputError: () => undefined,
    getOutHelpWidth: () => screen.columns ?? 80,
    getErrHelpWidth: () => errors.columns ?? 80,
    // What is painted is painted for the screen that it goes to.
    getOutHasColors: () => screen.isColoured,
    getErrHasColors: () => errors.isColoured,
  };
};

const paint = paintOn({ ...noScreen, isColoured: true });

/** The parser takes colours away again where it prints to a screen without. */
export const helpOf: HelpConfiguration = {
  // A list that nothing has been put into yet is nothing to tell.
  optionDescription: (option) =>
    new Help().optionDescription(option).replace(/ \(default: \[\]\)$/, ''),
  styleTitle: (text) => paint('heading', text),
  styleCommandText: (text) => paint('good', text),
  styleOptionText: (text) => paint('good', text),
};
