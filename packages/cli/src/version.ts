import { readFileSync } from 'node:fs';

/** The version of this package, from where it is kept. */
export const version: string = String(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version,
);
