import { join } from 'node:path';
import { inject } from 'vitest';
import type { ProgramName } from './programs.ts';

const folder = (): string => {
  const programs = inject('programs');
  if ('fault' in programs) throw new Error(`the programs of the tests: ${programs.fault}`);
  return programs.folder;
};

/** The file of a program, to be started by Node.js. */
export const fileOf = (name: ProgramName): string => join(folder(), 'dist', `${name}.js`);

/** For their processes: every start would compile the same sources anew. */
export const compiled = (): { readonly NODE_COMPILE_CACHE: string } => ({
  NODE_COMPILE_CACHE: join(folder(), 'compiled'),
});
