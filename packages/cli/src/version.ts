import { readFileSync } from 'node:fs';

/** The version of this package, from where it is kept. */
const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');

export const version = /"version": "([^"]+)"/.exec(manifest)?.[1] ?? 'unknown';
