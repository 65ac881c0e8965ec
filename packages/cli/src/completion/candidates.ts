import type { Argument, Command, Option } from 'commander';

/** What a shell may offer in the place of the word that is being typed. */
export interface Candidate {
  readonly word: string;
  readonly meaning: string;
}

/** What fits besides words that are known here: files, or accounts of the database. */
export type Besides = 'files' | 'accounts' | undefined;

export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly besides: Besides;
  /** What the words before say of the settings, by the names of the program's options. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A command line as far as it has been typed. */
interface Typed {
  readonly command: Command;
  /** Operands of the command that stand there already. */
  readonly operands: number;
  /** The option that the present word is the value of. */
  readonly waiting: Option | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * What fits after the words of a command line, of which the last, perhaps empty, is being typed. Bash
 * takes `--state=due` apart into three words, other shells leave it whole: both are understood.
 */
export const completionOf = (program: Command, words: readonly string[]): Completion => {
  const { command, operands, waiting, settings } = typed(program, words.slice(0, -1));
  const last = words.at(-1) ?? '';
  const begun = waiting !== undefined && last === '=' ? '' : last;
  const [, flag = '', value = ''] = /^(--[^=]+)=(.*)$/.exec(begun) ?? [];
  const option = waiting ?? optionOf(command, flag);
  if (option !== undefined) {
    const { candidates, besides } = valuesOf(option);
    const before = waiting === undefined ? `${flag}=` : '';
    const fitting = starting(candidates, waiting === undefined ? value : begun);
    const whole = fitting.map(({ word, meaning }) => ({ word: before + word, meaning }));
    return { candidates: whole, besides, settings };
  }
  if (begun.startsWith('-'))
    return { candidates: starting(flagsOf(command), begun), besides: undefined, settings };
  if (command.commands.length > 0)
    return { candidates: starting(namesOf(command), begun), besides: undefined, settings };
  const operand = command.registeredArguments[operands];
  if (operand === undefined) return { candidates: [], besides: undefined, settings };
  const { candidates, besides } = valuesOf(operand);
  return { candidates: starting(candidates, begun), besides, settings };
};

function typed(program: Command, words: readonly string[]): Typed {
  let command = program;
  let operands = 0;
  let waiting: Option | undefined;
  const settings: Record<string, string> = {};
  for (const word of words) {
    if (waiting !== undefined) {
      if (word === '=') continue;
      if (program.options.includes(waiting)) settings[waiting.attributeName()] = word;
      waiting = undefined;
    } else if (word.startsWith('-')) {
      const option = optionOf(command, word);
      if (option?.required === true) waiting = option;
    } else {
      const below = command.commands.find((one) => one.name() === word);
      if (below === undefined) operands++;
      else command = below;
    }
  }
  return { command, operands, waiting, settings };
}

/** Options of a command and of those above it, which it takes as well. */
const optionsOf = (command: Command): readonly Option[] => [
  ...command.options,
  ...(command.parent === null ? [] : optionsOf(command.parent)),
];

const optionOf = (command: Command, flag: string): Option | undefined =>
  flag === ''
    ? undefined
    : optionsOf(command).find(({ long, short }) => [long, short].includes(flag));

const flagsOf = (command: Command): readonly Candidate[] => [
  ...optionsOf(command)
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => ({ word: long ?? '', meaning: description })),
  { word: '--help', meaning: 'display help for command' },
];

const namesOf = (command: Command): readonly Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ word: one.name(), meaning: one.description() }));

/** What a value is, as help calls it: `<account>`, `[account]`. */
const takes: Readonly<Record<string, Besides>> = {
  account: 'accounts',
  partner: 'accounts',
  file: 'files',
};

function valuesOf(place: Option | Argument): Pick<Completion, 'candidates' | 'besides'> {
  const name = 'flags' in place ? (/[<[](\w+)/.exec(place.flags)?.[1] ?? '') : place.name();
  const candidates = (place.argChoices ?? []).map((word) => ({ word, meaning: '' }));
  return { candidates, besides: takes[name] };
}

export const starting = (candidates: readonly Candidate[], begun: string): readonly Candidate[] =>
  candidates.filter(({ word }) => word.startsWith(begun));
