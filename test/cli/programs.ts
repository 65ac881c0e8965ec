import { copyFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

/** What tests start as processes of their own, from the sources of this work tree. */
const sources = {
  tenantry: new URL('../../packages/cli/src/main.ts', import.meta.url),
  'next-tenantry': new URL('../migrations/fixtures/next-main.ts', import.meta.url),
  'open-when-told': new URL('../migrations/fixtures/open-when-told.ts', import.meta.url),
  'attempt-one-key': new URL('../races/fixtures/attempt.ts', import.meta.url),
  'write-units': new URL('../contract/fixtures/write-units.ts', import.meta.url),
  'drain-mail': new URL('../mail/fixtures/drain.ts', import.meta.url),
} as const;

const manifest = new URL('../../packages/cli/package.json', import.meta.url);

export type ProgramName = keyof typeof sources;

/** Drivers are what they are installed as: they load binaries, and tests put hooks into them. */
const drivers = ['better-sqlite3', 'pg', '@node-rs/argon2'];

const asInstalled: Plugin = {
  name: 'as-installed',
  resolveId: (name, importer) =>
    importer !== undefined && drivers.includes(name)
      ? { id: createRequire(importer).resolve(name), external: 'absolute' }
      : undefined,
};

/** What imports these by name has Node.js load its whole client too: a third of what a command takes. */
const slowToImport = ['http', 'https', 'tls'];

const asRequired: Plugin = {
  name: 'as-required',
  resolveId: (name) => {
    const module = name.replace(/^node:/, '');
    return slowToImport.includes(module) ? { id: `\0required:${module}` } : undefined;
  },
  load: (id) =>
    id.startsWith('\0required:')
      ? `module.exports = process.getBuiltinModule('${id.replace('\0required:', '')}');`
      : undefined,
};

/**
 * Puts each program with all that it imports into a few files; answers their folder. From its
 * sources the CLI is nine hundred modules, and to find and link them is most of what a start takes.
 */
export const bundled = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-programs-'));
  const input = Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [name, fileURLToPath(source)]),
  );
  const bundle = await rolldown({ input, platform: 'node', plugins: [asInstalled, asRequired] });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', keepNames: true });
  await bundle.close();
  // Where the CLI reads its version: beside the folder that it is in.
  copyFileSync(manifest, join(folder, 'package.json'));
  return folder;
};
