import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from '../../packages/cli/src/run.ts';
import type { Ended, Installation } from './tenantry.ts';

/** Runs one command to its end in this process: what it says of itself is what a process would. */
export const tenantryHere = async (
  { folder, environment = {} }: Installation,
  words: readonly string[],
  input = '',
): Promise<Ended> => {
  let out = '';
  let said = '';
  const show = (text: string): void => {
    out += text;
  };
  const code = await run(words, {
    out: show,
    outOnce: show,
    say: (text) => {
      said += text;
    },
    read: async (file) => (file === '-' ? input : readFileSync(resolve(folder, file), 'utf8')),
    environment: { TENANTRY_DATABASE: `sqlite:${folder}/tenantry.db`, ...environment },
    operator: 'test',
    onStop: () => undefined,
  });
  return { code, out, said };
};
