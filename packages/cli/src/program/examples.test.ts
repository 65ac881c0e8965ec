import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { program } from '../program.ts';
import { unparsed } from '../said/unparsed.ts';

/** Every command with the words that lead to it, the program first. */
const commandsOf = (
  command: Command,
  path: readonly string[] = [],
): readonly (readonly [readonly string[], Command])[] => [
  [path, command],
  ...command.commands
    // Shells call it, and nobody reads its help.
    .filter((below) => below.name() !== 'complete')
    .flatMap((below) => commandsOf(below, [...path, below.name()])),
];

/** The words of an example, as a shell reads them. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

/** The program, of which nothing is done that it is told, and what its help says of a command. */
const idle = () => {
  let shown = '';
  const show = (text: string): void => {
    shown += text;
  };
  const surroundings = { out: show, say: show, environment: {}, operator: 'nobody' };
  const whole = program(unparsed(surroundings));
  const all = commandsOf(whole);
  for (const [, command] of all) if (command.commands.length === 0) command.action(() => undefined);
  const helpOf = (command: Command): string => {
    shown = '';
    command.outputHelp();
    return shown;
  };
  return { whole, all, helpOf };
};

const examplesIn = (help: string): readonly string[] =>
  [...help.matchAll(/^ {2}\$ tenantry (.+)$/gm)].map(([, line = '']) => line);

it('help has an example at every level, each of which is a command line that there is', async () => {
  const { all, helpOf } = idle();
  for (const [path, command] of all) {
    const lines = examplesIn(helpOf(command));
    expect({ path, isTold: lines.length > 0 }).toEqual({ path, isTold: true });
    for (const line of lines) {
      expect(wordsOf(line).slice(0, path.length)).toEqual(path);
      const { whole } = idle();
      const parsed = whole.parseAsync([...wordsOf(line)], { from: 'user' });
      expect(await parsed.then(() => line).catch(String)).toBe(line);
    }
  }
});

it('what is mistyped is told with what was meant, at every level', async () => {
  const { all } = idle();
  for (const [path, command] of all) {
    const [flag = ''] = command.options.flatMap(({ long }) => long ?? []);
    // Two letters change places.
    const swapped = (word: string): string => word.replace(/([a-z])([a-z])(?=[a-z-]*$)/, '$2$1');
    const [below] = command.commands.map((one) => one.name());
    for (const [word, meant] of [
      [swapped(flag), flag],
      ...(below === undefined ? [] : [[swapped(below), below]]),
    ] as const) {
      if (word === undefined || meant === undefined || word === meant) continue;
      const parsed = idle().whole.parseAsync([...path, word], { from: 'user' });
      const said = await parsed.then(() => 'nothing', String);
      expect({ path, word, said }).toMatchObject({
        path,
        said: expect.stringMatching(/Did you mean/),
      });
    }
  }
});
