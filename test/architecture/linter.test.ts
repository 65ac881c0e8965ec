import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plantFiles } from './planted-workspace.ts';
import { repository, textOf } from './sources.ts';

/** As much of the libraries as the planted violations touch. */
const libraries = `
declare module 'path' { export const join: (path: string) => string; }
declare module 'inversify' { export const injectable: number; }
declare module 'kysely' { export const SqliteDialect: number; }
declare module 'vitest' {
  export const expect: (given: number) => { toBe: (wanted: number) => void };
  type It = (title: string, test: () => void) => void;
  export const it: It & { only: It; skip: It };
}
`;

/** One violation for each rule that is asked for by name, and some of those that come in a set. */
const planted: readonly (readonly [rule: string, text: string, path?: string])[] = [
  ['typescript/no-explicit-any', 'export const f = (x: any): number => (x ? 1 : 2);'],
  ['typescript/no-non-null-assertion', 'export const f = (x?: string): string => x!;'],
  ['typescript/consistent-type-imports', "import { X } from './x.ts';\nexport const x: X = 1;"],
  [
    'typescript/no-import-type-side-effects',
    "import { type X } from './x.ts';\nexport type Y = X;",
  ],
  ['typescript/parameter-properties', 'export class X { constructor(readonly x: string) {} }'],
  ['typescript/no-namespace', 'export namespace X { export const y = 1; }'],
  ['import/no-default-export', 'const x = 1;\nexport default x;'],
  ['import/no-mutable-exports', 'export let x = 1;\nx += 1;'],
  ['unicorn/filename-case', 'export const x = 1;', 'camelCase.ts'],
  ['unicorn/prefer-node-protocol', "import { join } from 'path';\nexport const x = join('a');"],
  ['eslint/eqeqeq', 'export const f = (x: string): boolean => x == "1";'],
  ['eslint/no-var', 'var x = 1;\nexport const y = x;'],
  ['eslint/prefer-const', 'let x = 1;\nexport const y = x;'],
  [
    'typescript/no-floating-promises',
    'export const f = (x: () => Promise<void>): void => { x(); };',
  ],
  [
    'typescript/no-misused-promises',
    'export const f = (x: Promise<boolean>): number => (x ? 1 : 2);',
  ],
  ['typescript/only-throw-error', "export const f = (): never => { throw 'x'; };"],
  [
    'typescript/prefer-promise-reject-errors',
    "export const f = (): Promise<never> => Promise.reject('x');",
  ],
  [
    'typescript/return-await',
    'export const f = async (g: () => Promise<void>) => { try { return g(); } catch { return; } };',
  ],
  [
    'typescript/switch-exhaustiveness-check',
    "export const f = (x: 'a' | 'b'): void => { switch (x) { case 'a': break; } };",
  ],
  [
    'typescript/no-unsafe-argument',
    'export const f = (g: (x: string) => void): void => { g(JSON.parse("")); };',
  ],
  ['typescript/no-unsafe-assignment', 'export const x = JSON.parse("");'],
  ['typescript/no-unsafe-call', 'export const f = (): void => { JSON.parse("")(); };'],
  [
    'typescript/no-unsafe-member-access',
    'export const f = (): void => { void JSON.parse("").x; };',
  ],
  ['typescript/no-unsafe-return', 'export const f = (): string => JSON.parse("");'],
  ['typescript/no-misused-spread', 'export const f = (x: Map<string, string>) => ({ ...x });'],
  [
    'eslint/no-restricted-imports',
    "import { injectable } from 'inversify';\nexport const x = injectable;",
  ],
  [
    'eslint/no-restricted-imports',
    "import { SqliteDialect } from 'kysely';\nexport const x = SqliteDialect;",
  ],
  ['import/no-unassigned-import', "import './x.ts';"],
  ['vitest/expect-expect', "import { it } from 'vitest';\nit('x', () => {});", 'without.test.ts'],
  [
    'vitest/valid-title',
    "import { expect, it } from 'vitest';\nit('', () => { expect(1).toBe(1); });",
    'untitled.test.ts',
  ],
  [
    'vitest/valid-expect',
    "import { expect, it } from 'vitest';\nit('x', () => { expect(1); });",
    'unfinished.test.ts',
  ],
  [
    'vitest/no-focused-tests',
    "import { expect, it } from 'vitest';\nit.only('x', () => { expect(1).toBe(1); });",
    'focused.test.ts',
  ],
  [
    'vitest/no-disabled-tests',
    "import { expect, it } from 'vitest';\nit.skip('x', () => { expect(1).toBe(1); });",
    'disabled.test.ts',
  ],
  ['typescript/await-thenable', 'export const f = async (x: string) => { await x; };'],
];

const plantedIn = planted.map(([rule, text, path], index) => ({
  rule,
  text,
  path: path ?? `plant-${index}.ts`,
}));

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

/** Lints files under the repository's own configuration; answers the rules broken, by file. */
const lint = (
  files: Readonly<Record<string, string>>,
): ReadonlyMap<string, ReadonlySet<string>> => {
  using workspace = plantFiles({
    '.oxlintrc.json': textOf(repository, '.oxlintrc.json'),
    'tsconfig.json': textOf(repository, 'tsconfig.json').replace(
      /"files": \[\],[^]*\]/,
      '"include": ["*.ts"]',
    ),
    ...files,
  });
  const broken = new Map<string, Set<string>>();
  for (const { code, filename } of Report.parse(JSON.parse(oxlint(workspace.root))).diagnostics) {
    const rule = code.replace(/^(.*)\((.*)\)$/, '$1/$2');
    broken.set(filename, (broken.get(filename) ?? new Set()).add(rule));
  }
  return broken;
};

const oxlint = (root: string): string => {
  const bin = join(repository, 'node_modules/oxlint/bin/oxlint');
  try {
    return execFileSync(process.execPath, [bin, '--type-aware', '--format', 'json'], {
      cwd: root,
      env: { ...process.env, OXLINT_TSGOLINT_PATH: join(repository, 'node_modules/.bin/tsgolint') },
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
  } catch (fault) {
    return z.object({ stdout: z.string() }).parse(fault).stdout;
  }
};

let broken: ReadonlyMap<string, ReadonlySet<string>>;

beforeAll(() => {
  broken = lint({
    'libraries.d.ts': libraries,
    'x.ts': 'export type X = number;\n',
    'tool.config.ts': 'const x = 1;\nexport default x;\n',
    ...Object.fromEntries(plantedIn.map(({ path, text }) => [path, `${text}\n`])),
  });
});

describe('the linter', () => {
  it.each(plantedIn)('$rule finds: $text', ({ path, rule }) => {
    expect([...(broken.get(path) ?? [])]).toEqual([rule]);
  });

  it('lets a tool have the default export that it looks for', () => {
    expect(broken.get('tool.config.ts')).toBeUndefined();
  });

  it('has something planted against every rule that is asked for by name', () => {
    const { rules } = z
      .object({ rules: z.record(z.string(), z.unknown()) })
      .parse(ts.parseConfigFileTextToJson('x', textOf(repository, '.oxlintrc.json')).config);
    const asked = Object.keys(rules).filter((rule) => rules[rule] !== 'off');
    expect(asked.filter((rule) => !planted.some(([name]) => name === rule))).toEqual([]);
  });
});
