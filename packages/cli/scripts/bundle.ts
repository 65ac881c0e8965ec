/**
 * Puts the commands, with all that they import, into a few files of `dist/bundle`, and the program
 * that starts them beside it: `dist/tenantry.cjs`, which is what is installed as `tenantry`. From the
 * modules that `tsc` writes a command would spend most of its time finding and linking eight hundred
 * of them. `serve` starts once and runs for long: it is run from those, so that nothing of a server
 * depends on how it was packed.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

const dist = join(import.meta.dirname, '../dist');
const folder = join(dist, 'bundle');

/** As much of a package.json as is told. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const manifestIn = (home: string): Manifest =>
  JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));

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
const chunks = new Map<string, string>();

const lateModules: Plugin = {
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

const packages = join(import.meta.dirname, '../..');

/** Where the use cases are put together: a command calls few of them. */
const application = join(packages, 'domain/src/application.ts');
/**
 * What a file of ours imports from another one that is loaded when a function of it is called, or
 * what that has answered: of what schemas and statements are made takes longer than most commands.
 */
const lateImports: ReadonlyMap<string, LateFiles> = new Map<string, LateFiles>([
  [
    application,
    new Map([
      ...useCasesIn(application),
      [join(packages, 'domain/src/access/check-password.ts'), making('passwordChecks')],
      [join(packages, 'domain/src/tree/read-policy.ts'), calling('readPolicy')],
    ]),
  ],
  [
    join(packages, 'domain/src/index.ts'),
    new Map([[join(packages, 'domain/src/tree/read-policy.ts'), calling('restorePolicy')]]),
  ],
  ...(['sqlite', 'postgres'] as const).map((name): [string, LateFiles] => {
    const source = join(packages, 'adapters', name, 'src');
    const named = name === 'sqlite' ? 'Sqlite' : 'Postgres';
    return [
      join(source, 'index.ts'),
      new Map([
        [join(source, 'examine.ts'), calling(`examine${named}`)],
        [join(source, 'migration-sql.ts'), calling(`${name}MigrationSql`)],
        [join(source, 'verify.ts'), calling(`verify${named}`)],
      ]),
    ];
  }),
]);

/** What is loaded with a function: what it does itself, or not before what it answers is called. */
interface Late {
  readonly names: readonly string[];
  readonly answersLate: boolean;
}
type LateFiles = ReadonlyMap<string, Late>;
function calling(...names: readonly string[]): Late {
  return { names, answersLate: false };
}
function making(...names: readonly string[]): Late {
  return { names, answersLate: true };
}

/** The modules of which nothing is taken but what is offered as a use case, with its names. */
function useCasesIn(path: string): readonly (readonly [string, Late])[] {
  const text = readFileSync(path, 'utf8');
  const called = new Set(
    [...text.matchAll(/(?:offered\((?:\(own\) => )?|answering\(|deliverMail: )(\w+)/g)].map(
      ([, name]) => name,
    ),
  );
  return [...text.matchAll(/^import \{([^}]+)\} from '(\.[^']+)';$/gm)]
    .map(([, names = '', file = '']): readonly [string, readonly string[]] => [
      join(dirname(path), file),
      names.split(',').flatMap((name) => (name.includes('type ') ? [] : name.trim() || [])),
    ])
    .filter(([, names]) => names.length > 0 && names.every((name) => called.has(name)))
    .map(([file, names]) => [file, making(...names)]);
}

/** The files of ours that are loaded late. */
const lateFiles = new Set([...lateImports.values()].flatMap((late) => [...late.keys()]));
const chunkOf = (path: string): string =>
  relative(packages, path).replace(/\.ts$/, '').replaceAll('/', '-');

const lateOwn: Plugin = {
  name: 'late-own',
  resolveId: (name, importer = '') =>
    lateImports.get(importer)?.has(join(dirname(importer), name)) === true
      ? { id: `\0own:${join(dirname(importer), name)}\n${importer}` }
      : undefined,
  load: (id) => {
    if (!id.startsWith('\0own:')) return undefined;
    const [path = '', importer = ''] = id.slice('\0own:'.length).split('\n');
    const { names = [], answersLate } = lateImports.get(importer)?.get(path) ?? {};
    const from = `process.getBuiltinModule('node:module').createRequire(__filename)`;
    const stand = answersLate === true ? 'making' : 'calling';
    return `const load = () => ${from}('./${chunkOf(path)}.cjs');
      const calling = (call) => (...given) => call(...given);
      const making = (make) => (...given) => {
        let made;
        const load = () => (made ??= make(...given));
        return new Proxy(function () {}, {
          get: (_, key) => (...more) => load()[key](...more),
          apply: (_, self, more) => load()(...more),
        });
      };
      ${names.map((name) => `export const ${name} = ${stand}((...given) => load().${name}(...given));`).join('\n')}`;
  },
};
/** A package that is loaded late may well import another one. */
const isLate = (importer: string): boolean => [...chunks.values()].includes(importer);

/** What loads a module, as the text of an expression. */
function loaderOf(name: string, importer: string): string {
  if (name.startsWith('node:')) return `process.getBuiltinModule('${name}')`;
  const chain = drivers[name];
  const here = `process.getBuiltinModule('node:module').createRequire(__filename)`;
  if (chain === undefined) {
    const chunk = name.replaceAll(/\W/g, '-');
    chunks.set(chunk, createRequire(importer).resolve(name));
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

/** Nobody who asks for `serve` is sent here: see `start`. */
const serveOutside: Plugin = {
  name: 'serve-outside',
  resolveId: (name) =>
    name === './commands/serve.ts' ? { id: '../commands/serve.js', external: true } : undefined,
};

/** What is read beside a module is put into it: the bundle stands elsewhere. */
const versionInside: Plugin = {
  name: 'version-inside',
  load: (id) =>
    id.endsWith('/cli/src/version.ts')
      ? `export const version = ${JSON.stringify(manifestIn(join(import.meta.dirname, '..')).version)};`
      : undefined,
};

/** All that is loaded with a module, without what that loads late. */
async function loadedWith(path: string, plugins: Plugin[]): Promise<ReadonlySet<string>> {
  const bundle = await rolldown({ input: { path }, platform: 'node', plugins });
  const { output } = await bundle.generate({ format: 'cjs', entryFileNames: '[name].cjs' });
  await bundle.close();
  const files = new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
  );
  const loaded = new Set<string>();
  const visit = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || !files.delete(name)) return;
    for (const id of file.moduleIds) loaded.add(id);
    for (const next of file.imports) visit(next);
  };
  visit('path.cjs');
  return loaded;
}

async function write(
  input: Readonly<Record<string, string>>,
  plugins: Plugin[],
  together: Readonly<Record<string, ReadonlySet<string>>>,
) {
  const bundle = await rolldown({
    input: { ...input },
    platform: 'node',
    plugins,
    preserveEntrySignatures: 'allow-extension',
  });
  const { output } = await bundle.write({
    codeSplitting: {
      // All that they need stands with them or before them.
      includeDependenciesRecursively: false,
      groups: Object.entries(together).map(([name, ids]) => ({
        name,
        test: (id: string) => ids.has(id),
      })),
    },
    dir: folder,
    // Modules of the language take longer to load, and load all that a builtin module could ever need.
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    minify: true,
  });
  await bundle.close();
  const files = output.filter((file) => file.type === 'chunk');
  refuseCircles(new Map(files.map(({ fileName, imports }) => [fileName, imports])));
  return files.flatMap(({ moduleIds }) => moduleIds);
}

/** Of two files that need each other one would find nothing in the other. */
function refuseCircles(needs: ReadonlyMap<string, readonly string[]>): void {
  const sound = new Set<string>();
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file)) throw new Error(`in a circle: ${[...above, file].join(' -> ')}`);
    if (sound.has(file)) return;
    for (const next of needs.get(file) ?? []) visit(next, [...above, file]);
    sound.add(file);
  };
  for (const file of needs.keys()) visit(file, []);
}

/** The licences of what others wrote, as they demand to be passed on. */
function licences(modules: readonly string[]): string {
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

/** What is installed as `tenantry`. */
const start = `#!/usr/bin/env node
'use strict';
const { enableCompileCache } = process.getBuiltinModule('node:module');

if (process.argv.includes('serve') && process.argv[2] !== 'complete') import('./main.js');
else {
  // Beside the program, where whoever may write could change the program as well: a folder that
  // others may write to would let them put code of theirs into this process. Where nobody may
  // write, nothing is kept.
  enableCompileCache?.(\`\${__dirname}/compiled\`);
  // What is parsed a few times is not worth compiling a parser for, which takes longer.
  if (!process.argv.includes('import')) globalThis.__zod_globalConfig = { jitless: true };
  const { run } = require('./bundle/run.cjs');
  const { processSurroundings } = require('./bundle/surroundings.cjs');
  run(process.argv.slice(2), processSurroundings(process)).then((code) => {
    process.exitCode = code;
  });
}
`;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const source = join(import.meta.dirname, '../src');
const plugins = [lateModules, lateOwn, serveOutside, versionInside];
const parsing = (await loadedWith(join(source, 'run.ts'), plugins)).union(
  await loadedWith(join(source, 'terminal/surroundings.ts'), plugins),
);
const opening = await loadedWith(join(source, 'application/as-operator.ts'), plugins);
const ofStore = async (name: string) =>
  loadedWith(join(packages, `adapters/${name}/src/index.ts`), plugins);
const both = (await ofStore('sqlite')).intersection(await ofStore('postgres'));
const sql = new Set([...both].filter((id) => /\/(kysely|adapters\/sql)\//.test(id)));
const modules = await write(
  {
    run: join(source, 'run.ts'),
    surroundings: join(source, 'terminal/surroundings.ts'),
    ...Object.fromEntries([...lateFiles].map((path) => [chunkOf(path), path])),
  },
  plugins,
  // A file costs more to find than a module in it.
  { parsing, opening: opening.difference(parsing), sql },
);
const apart = await write(Object.fromEntries(chunks), [], { none: new Set() });
writeFileSync(join(folder, 'licences.txt'), licences([...modules, ...apart]));
writeFileSync(join(dist, 'tenantry.cjs'), start, { mode: 0o755 });
process.stdout.write(`${basename(dirname(folder))}/${basename(folder)} is written\n`);
