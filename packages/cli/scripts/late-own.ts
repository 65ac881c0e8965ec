import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Plugin } from 'rolldown';

export const packages = join(import.meta.dirname, '../..');

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
export const lateFiles = new Set([...lateImports.values()].flatMap((late) => [...late.keys()]));
export const chunkOf = (path: string): string =>
  relative(packages, path).replace(/\.ts$/, '').replaceAll('/', '-');

export const lateOwn: Plugin = {
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
