import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, it, onTestFinished } from 'vitest';
import { initialised, tenantry } from '../in-process.test.kit.ts';
import { program } from '../program.ts';

/** The words that lead to every command. */
const pathsOf = (command: Command, above: readonly string[] = []): readonly string[][] =>
  command.commands.flatMap((below) => {
    const path = [...above, below.name()];
    return [path, ...pathsOf(below, path)];
  });

/** The words of an example, as a shell reads them. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

it('every example that help shows is a command line that there is', async () => {
  const here = {
    ...(await initialised(onTestFinished)),
    answer: 'no',
    stopping: Promise.resolve(),
  };
  const paths = pathsOf(
    program({
      out: () => undefined,
      outOnce: () => undefined,
      outAtWork: () => undefined,
      bytes: () => ({ chunks: (async function* () {})(), close: () => undefined }),
      say: () => undefined,
      read: async () => '',
      environment: {},
      operator: 'nobody',
      onStop: () => undefined,
      onFault: () => undefined,
      leaveUnheard: () => undefined,
    }),
  );
  const examples = new Set<string>();
  for (const path of paths) {
    const { out } = await tenantry(here, [...path, '--help']);
    for (const [, line = ''] of out.matchAll(/^ {2}\$ tenantry (.+)$/gm)) {
      expect(line.startsWith(path.join(' '))).toBe(true);
      examples.add(line);
    }
  }
  expect(examples.size).toBeGreaterThan(20);
  const mail = `directory:${join(here.folder, 'mail')}`;
  for (const line of examples) {
    const { code, said } = await tenantry(here, [...wordsOf(line), '--mail', mail]);
    // 3: it was asked, and answered no. 5: whom it names is not there.
    expect({ line, said, meant: [0, 3, 5, 130].includes(code) }).toMatchObject({
      line,
      meant: true,
    });
  }
});
