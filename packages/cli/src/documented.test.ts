import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder, initialised, tenantry } from './in-process.test.kit.ts';
import { program } from './program.ts';

const root = join(import.meta.dirname, '../../..');

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });

const silent = {
  out: () => undefined,
  outOnce: () => undefined,
  outAtWork: () => undefined,
  say: () => undefined,
  read: () => Promise.resolve(''),
  bytes: () => {
    throw new Error('nothing is read');
  },
  environment: {},
  operator: 'tester',
  onStop: () => undefined,
  leaveUnheard: () => undefined,
  onFault: () => undefined,
};

const all = program(silent);

/** The names of commands that do something, each after those of its groups. */
const namesOf = (command: Command, above = ''): readonly string[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((below) => below.name() !== 'help')
    .flatMap((below) => {
      const name = `${above}${below.name()}`;
      return below.commands.length > 0 ? namesOf(below, `${name} `) : [name];
    });

/** The words of a command line in a document, without what marks parts that may be left out. */
const wordsOf = (line: string): readonly string[] =>
  (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll(/^[[(]+|[\])]+$|\.\.\.$/g, ''));

/** What of a command line there is not: a command, a flag. */
function unknownIn(line: string): readonly string[] {
  let command = all;
  const unknown: string[] = [];
  for (const word of wordsOf(line)) {
    const below = command.commands.find((each) => each.name() === word);
    if (below !== undefined) command = below;
    else if (word.startsWith('--') && word !== '--')
      unknown.push(...word.split('|').filter((flag) => !hasFlag(command, flag)));
    else if (command.commands.length > 0 && /^[a-z]+$/.test(word)) unknown.push(word);
  }
  return unknown;
}

const hasFlag = (command: Command, flag: string): boolean => {
  const name = flag.replace(/=.*$/, '');
  const known = [...command.options, ...all.options].map(({ long }) => long);
  return name === '--help' || known.includes(name);
};

/** Every command line that a document speaks of: in a sentence, or in a block for a shell. */
const commandsIn = (text: string): readonly string[] => {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'));
  const sentences = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  return [
    ...sentences.matchAll(/`tenantry ([^`]+)`/g),
    ...lines.flatMap((line) => [...line.matchAll(/(?:^|silent )tenantry ([^|;&$]+)/g)]),
  ].map(([, line = '']) => line);
};

it('docs/cli.md names every command that there is', () => {
  const names = namesOf(all);
  expect(names).toContain('customer create');
  const text = textOf('docs/cli.md');
  expect(names.filter((name) => !text.includes(`| \`${name}`))).toEqual([]);
});

it('documents speak of commands and flags that there are', () => {
  const spoken = documents.flatMap((path) =>
    commandsIn(textOf(path)).map((line) => ({ path, line })),
  );
  expect(spoken.length).toBeGreaterThan(20);
  const unknown = spoken
    .map(({ path, line }) => ({ path, line, unknown: unknownIn(line) }))
    .filter((each) => each.unknown.length > 0);
  expect(unknown).toEqual([]);
});

it('a command or flag that there is not is found', () => {
  expect(commandsIn('`tenantry a --b`\n```sh\nnpx --silent tenantry c \\\n  --d\n```\n')).toEqual([
    'a --b',
    'c    --d',
  ]);
  expect(unknownIn('customer make --name N')).toEqual(['make', '--name']);
  expect(unknownIn('customer create [--name N] [--parent ACCOUNT] --nam')).toEqual(['--nam']);
  expect(unknownIn('migrate [--sql]')).toEqual([]);
});

it('docs/cli.md: the file for customer create is taken as it stands', async () => {
  const [, file = ''] = /^```json\n([\s\S]*?)^```$/m.exec(textOf('docs/cli.md')) ?? [];
  const here = await initialised(onTestFinished);
  const created = await tenantry(here, ['customer', 'create', '--file', '-'], file);
  expect(created).toMatchObject({ code: 0, said: '' });
});

it('docs/settings.md: a secret is replaced in the rounds that it names', async () => {
  const folder = emptyFolder(onTestFinished);
  const [old, newer] = [
    'an old secret of 32 bytes or more..',
    'a new secret of 32 bytes or more..',
  ];
  const under = (secrets: string) => ({ folder, environment: { TENANTRY_SECRET: secrets } });
  await tenantry(under(old), ['init', '--name', 'Root', '--email', 'root@example.com']);
  const words = ['customer', 'create', '--name', 'A', '--user', 'Jane Doe <jane@example.com>'];
  const rounds = [...textOf('docs/settings.md').matchAll(/^\d\. `([a-z,]+)`/gm)].map(
    ([, named = '']) => named.replace('old', old).replace('new', newer),
  );
  expect(rounds).toEqual([`${old},${newer}`, `${newer},${old}`, newer]);
  for (const round of rounds)
    expect(await tenantry(under(round), words)).toMatchObject({ code: 0, said: '' });
  expect(await tenantry(under(old), words)).toMatchObject({ code: 1 });
});
