import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a package.json as is told. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

export const manifestIn = (home: string): Manifest => {
  const manifest: Manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return manifest;
};
