import { createRequire } from 'node:module';
import type { Plugin } from 'rolldown';

/**
 * Drivers stay what they are installed as, since they load binaries; each is found from the package
 * of ours that needs it, and the packages on the way there.
 */
const drivers: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['@tenantry/sqlite'],
  pg: ['@tenantry/postgres'],
  '@node-rs/argon2': ['@tenantry/container', '@tenantry/runtime'],
};

/** What no more than some commands use, and what they use of it: loaded when it is first called. */
const late: Readonly<Record<string, readonly string[]>> = {
  'node:child_process': ['default'],
  'node:crypto': [
    'default',
    'createCipheriv',
    'createDecipheriv',
    'createHash',
    'createHmac',
    'createSecretKey',
    'hash',
    'hkdfSync',
    'randomBytes',
    'randomUUID',
  ],
  'node:fs/promises': ['mkdir', 'mkdtemp', 'open', 'readFile', 'rename', 'rm', 'writeFile'],
  'node:timers/promises': ['setImmediate', 'setTimeout'],
  'node:tty': ['WriteStream'],
  'node:util': ['stripVTControlCharacters', 'styleText'],
  'better-sqlite3': [],
  pg: ['default'],
  '@node-rs/argon2': ['hash', 'parseOptions', 'verify'],
  'nodemailer/lib/mail-composer': ['default'],
  'nodemailer/lib/smtp-connection': ['default'],
  tr46: ['toASCII', 'toUnicode'],
};

/** The files of what is bundled and loaded late, each by the name of its own chunk. */
export const lateChunks = new Map<string, string>();

export const lateModules: Plugin = {
  name: 'late-modules',
  resolveId: (name, importer) =>
    importer !== undefined && name in late && !importer.startsWith('\0') && !isLate(importer)
      ? { id: `\0late:${name}\n${importer}` }
      : undefined,
  load: (id) => {
    if (!id.startsWith('\0late:')) return undefined;
    const [name = '', importer = ''] = id.slice('\0late:'.length).split('\n');
    return moduleOf(loaderOf(name, importer), late[name] ?? []);
  },
};

/** A package that is loaded late may well import another one. */
const isLate = (importer: string): boolean => [...lateChunks.values()].includes(importer);

/** What loads a module, as the text of an expression. */
function loaderOf(name: string, importer: string): string {
  if (name.startsWith('node:')) return `process.getBuiltinModule('${name}')`;
  const chain = drivers[name];
  const here = `process.getBuiltinModule('node:module').createRequire(__filename)`;
  if (chain === undefined) {
    const chunk = name.replaceAll(/\W/g, '-');
    lateChunks.set(chunk, createRequire(importer).resolve(name));
    return `${here}('./${chunk}.cjs')`;
  }
  const found = chain.reduce(
    (from, next) =>
      `process.getBuiltinModule('node:module').createRequire(${from}.resolve('${next}'))`,
    here,
  );
  return `${found}('${name}')`;
}

/** A module each of whose exports stands for one that is not loaded yet. */
function moduleOf(loader: string, names: readonly string[]): string {
  if (names.length === 0) return `module.exports = ${loader};`;
  const exported = names.map((name) =>
    name === 'default'
      ? 'export default late(load);'
      : `export const ${name} = late(() => load().${name});`,
  );
  return `const load = () => ${loader};
    const late = (loaded) => new Proxy(function () {}, {
      get: (_, key) => loaded()[key],
      apply: (_, self, given) => Reflect.apply(loaded(), self, given),
      construct: (_, given) => Reflect.construct(loaded(), given),
    });
    ${exported.join('\n')}`;
}
