import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { emptyFolder } from '../cli/folder.ts';

const require = createRequire(import.meta.url);
const program = require.resolve('@redocly/cli/bin/cli.js');
const rules = fileURLToPath(new URL('redocly.yaml', import.meta.url));

/** Runs Redocly on documents; what it prints as JSON. It is kept from asking anybody anything. */
const run = (command: string, ...documents: readonly object[]): Promise<unknown> => {
  const folder = emptyFolder();
  const files = documents.map((document, at) => {
    const file = join(folder, `${at}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  const words = [program, command, ...files, '--config', rules, '--format', 'json'];
  const { PATH = '' } = process.env;
  const env = { PATH, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const printed = Promise.withResolvers<unknown>();
  const options = { cwd: folder, env, maxBuffer: 2 ** 26 };
  execFile(process.execPath, words, options, (_, stdout, stderr) => {
    try {
      printed.resolve(JSON.parse(stdout));
    } catch (cause) {
      printed.reject(new Error(`redocly ${command}: ${stderr}`, { cause }));
    }
  });
  return printed.promise;
};

const Problems = z.object({
  problems: z.array(
    z.object({
      ruleId: z.string(),
      message: z.string(),
      location: z.array(z.object({ pointer: z.string().optional() })),
    }),
  ),
});

/** What is wrong with a document, or might be better. */
export const lint = async (document: object): Promise<readonly string[]> => {
  const { problems } = Problems.parse(await run('lint', document));
  return problems.map(
    ({ ruleId, message, location: [at] }) => `${ruleId} ${at?.pointer ?? ''}: ${message}`,
  );
};

const Difference = z.object({
  changes: z.array(
    z.object({
      impact: z.string(),
      path: z.string(),
      verdicts: z.array(z.object({ ruleId: z.string(), impact: z.string(), message: z.string() })),
    }),
  ),
});

/** What of a document would break a client of the one before it. */
export const breaks = async (before: object, after: object): Promise<readonly string[]> => {
  const { changes } = Difference.parse(await run('diff', before, after));
  return changes.flatMap(({ path, verdicts }) =>
    verdicts
      .filter(({ impact }) => impact === 'major')
      .map(({ ruleId, message }) => `${ruleId} ${path}: ${message}`),
  );
};
