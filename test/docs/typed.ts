import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from '../cli/folder.ts';
import { bundledCli } from '../cli/tenantry.ts';

/** What follows `npx` where the documents speak of a command. */
export const command = ['--yes', 'pnpm@10.34.9', '--silent', 'tenantry'] as const;

const [yes, pnpm] = command;

/**
 * A path on which `npx --yes pnpm@10.34.9 --silent tenantry` is the CLI of this work tree, `... exec
 * node` and `node` the Node.js of these tests.
 */
export function pathOfShim(): string {
  const folder = emptyFolder();
  const shim = join(folder, 'npx');
  const { node, main } = bundledCli();
  const lines = [
    '#!/bin/sh',
    `case "$1 $2 $3 $4" in`,
    `'${command.join(' ')}') shift 4; exec '${node}' '${main}' "$@" ;;`,
    `'${yes} ${pnpm} exec node') shift 4; exec '${node}' "$@" ;;`,
    'esac',
    'exit 99',
  ];
  writeFileSync(shim, `${lines.join('\n')}\n`);
  chmodSync(shim, 0o755);
  symlinkSync(node, join(folder, 'node'));
  return `${folder}:${process.env['PATH']}`;
}

interface Typed {
  /** What was said until then; `url` is absent where it ended before it served. */
  readonly said: string;
  readonly url: string | undefined;
  readonly stop: () => Promise<void>;
}

/** Types what ends in a server that serves; answers once it does, or has ended without. */
export const typedToServe = async (
  script: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Typed> => {
  const server = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    // With all that it starts it is one group, and ended as one.
    detached: true,
  });
  const ended = once(server, 'close');
  let said = '';
  const serving = new Promise<string>((resolve) =>
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [, url] = /serving (http:\S+)/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    }),
  );
  const url = await Promise.race([serving, ended.then(() => undefined)]);
  return {
    said,
    url,
    stop: async () => {
      if (url !== undefined) process.kill(-(server.pid ?? Number.NaN), 'SIGTERM');
      await ended;
    },
  };
};
