import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestIn } from './manifest.ts';

/** The licences of what others wrote, as they demand to be passed on. */
export function licences(modules: readonly string[]): string {
  const homes = new Set(
    modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []),
  );
  const told = [...homes].map((home) => {
    const { name, version, license } = manifestIn(home);
    const texts = globSync('{license,licence,LICENSE,LICENCE,License}*', { cwd: home });
    const text = texts.map((file) => readFileSync(join(home, file), 'utf8').trim()).join('\n\n');
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return told.toSorted().join(`\n${'-'.repeat(80)}\n\n`);
}
