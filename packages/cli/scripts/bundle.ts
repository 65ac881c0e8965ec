/**
 * Puts the commands, with all that they import, into a few files of `dist/bundle`, and the program
 * that starts them beside it: `dist/tenantry.cjs`, which is what is installed as `tenantry`. From the
 * modules that `tsc` writes a command would spend most of its time finding and linking eight hundred
 * of them. `serve` starts once and runs for long: it is run from those, so that nothing of a server
 * depends on how it was packed.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { lateChunks, lateModules } from './late-modules.ts';
import { chunkOf, lateFiles, lateOwn, packages } from './late-own.ts';
import { licences } from './licences.ts';
import { manifestIn } from './manifest.ts';

const dist = join(import.meta.dirname, '../dist');
const folder = join(dist, 'bundle');

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
const parsing = new Set([
  ...(await loadedWith(join(source, 'run.ts'), plugins)),
  ...(await loadedWith(join(source, 'terminal/surroundings.ts'), plugins)),
]);
const opening = [...(await loadedWith(join(source, 'application/as-operator.ts'), plugins))];
const ofStore = async (name: string) =>
  loadedWith(join(packages, `adapters/${name}/src/index.ts`), plugins);
const ofPostgres = await ofStore('postgres');
const ofBoth = [...(await ofStore('sqlite'))].filter((id) => ofPostgres.has(id));
const sql = new Set(ofBoth.filter((id) => /\/(kysely|adapters\/sql)\//.test(id)));
const modules = await write(
  {
    run: join(source, 'run.ts'),
    surroundings: join(source, 'terminal/surroundings.ts'),
    ...Object.fromEntries([...lateFiles].map((path) => [chunkOf(path), path])),
  },
  plugins,
  // A file costs more to find than a module in it.
  { parsing, opening: new Set(opening.filter((id) => !parsing.has(id))), sql },
);
const apart = await write(Object.fromEntries(lateChunks), [], { none: new Set() });
writeFileSync(join(folder, 'licences.txt'), licences([...modules, ...apart]));
writeFileSync(join(dist, 'tenantry.cjs'), start, { mode: 0o755 });
process.stdout.write(`${basename(dirname(folder))}/${basename(folder)} is written\n`);
