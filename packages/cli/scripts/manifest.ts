import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a package.json as is told. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

export const manifestIn = (home: string): Manifest => {
  const members: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const told = (name: keyof Manifest): string => {
    const text: unknown = members instanceof Object ? Reflect.get(members, name) : undefined;
    if (typeof text !== 'string') throw new Error(`${home}/package.json tells no ${name}`);
    return text;
  };
  return { name: told('name'), version: told('version'), license: told('license') };
};
