import { copyFileSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Plugin, rolldown } from 'rolldown';

const pathOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What tests start as processes of their own, from the sources of this work tree. */
const sources = {
  tenantry: pathOf('packages/cli/src/main.ts'),
  'next-tenantry': pathOf('test/migrations/fixtures/next-main.ts'),
  'open-when-told': pathOf('test/migrations/fixtures/open-when-told.ts'),
  'attempt-one-key': pathOf('test/races/fixtures/attempt.ts'),
  'write-units': pathOf('test/contract/fixtures/write-units.ts'),
  'drain-mail': pathOf('test/mail/fixtures/drain.ts'),
} as const;

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

/**
 * Puts each program with all that it imports into a few files; answers their folder. From its
 * sources the CLI is nine hundred modules, and to find and link them is most of what a start takes.
 */
export const bundled = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-programs-'));
  const bundle = await rolldown({ input: sources, platform: 'node', plugins: [asInstalled] });
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', keepNames: true });
  await bundle.close();
  // Where the CLI reads its version: beside the folder that it is in.
  copyFileSync(pathOf('packages/cli/package.json'), join(folder, 'package.json'));
  return folder;
};
