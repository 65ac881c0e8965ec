/**
 * The second wall (the first is each package's package.json): what a module may import. `pnpm
 * walls` runs these rules; every one of them has a planted violation in
 * `test/architecture/walls.test.ts`, and a rule without one fails that test.
 */
import { arrows, foldersOf } from './test/architecture/arrows.ts';

/** @import { DependencyType, IConfiguration, IForbiddenRuleType } from 'dependency-cruiser' */

const literally = (/** @type {string} */ text) => text.replaceAll(/[.\\/-]/g, '\\$&');

/** Any of the folders, to a whole path segment. */
const within = (/** @type {readonly string[]} */ folders) =>
  `^(${folders.map(literally).join('|')})/`;

/** Any of the libraries, wherever the package manager keeps them. */
const library = (/** @type {readonly string[]} */ names) =>
  `(^|/)node_modules/(${names.map(literally).join('|')})(/|$)`;

const exactly = (/** @type {string} */ path) => `^${literally(path)}$`;

/** An import that is carried out before the module that says it. */
const atTheTop = {
  dynamic: false,
  /** @type {DependencyType[]} */
  dependencyTypesNot: ['type-only'],
};

const tests = '\\.test\\.ts$';
const packages = within(arrows.map(({ folder }) => folder));

/** @type {IForbiddenRuleType[]} */
const ofEachPackage = arrows.flatMap(
  ({ folder, knows, lazily = [], lazyModules = [], libraries, name, node }) => {
    const label = folder.split('/').at(-1);
    const shipped = { path: `${within([folder])}src/`, pathNot: tests };
    /** @type {IForbiddenRuleType[]} */
    const rules = [
      {
        name: `${label}-arrows`,
        comment: `${name} knows ${knows.join(', ') || 'no other package'}`,
        severity: 'error',
        from: { path: within([folder]) },
        to: { path: packages, pathNot: within([folder, ...foldersOf(knows)]) },
      },
      {
        name: `${label}-libraries`,
        comment: `${name} is built on ${libraries.join(', ') || 'no library'}`,
        severity: 'error',
        from: shipped,
        to: {
          path: '(^|/)node_modules/',
          ...(libraries.length > 0 ? { pathNot: library(libraries) } : {}),
        },
      },
    ];
    if (!node)
      rules.push({
        name: `${label}-without-node`,
        comment: `${name} runs wherever JavaScript does`,
        severity: 'error',
        from: shipped,
        to: { dependencyTypes: ['core'] },
      });
    if (lazily.length > 0)
      rules.push({
        name: `${label}-loads-lazily`,
        comment: `${name} loads ${lazily.join(', ')} by import(), when asked for`,
        severity: 'error',
        from: { path: shipped.path, pathNot: [tests, ...lazyModules.map(exactly)] },
        to: { path: within(foldersOf(lazily)), ...atTheTop },
      });
    if (lazyModules.length > 0)
      rules.push({
        name: `${label}-loads-its-own-lazily`,
        comment: `${lazyModules.join(', ')} brings along what is loaded by import()`,
        severity: 'error',
        from: shipped,
        to: { path: lazyModules.map(exactly), ...atTheTop },
      });
    return rules;
  },
);

/** @type {IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Modules that need each other are one module, or need a third',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment: 'What is imported exists, and is exported to the importer',
    severity: 'error',
    // It has an install of its own, which may not be there: its compiler says so.
    from: { pathNot: '^bench/' },
    to: { couldNotResolve: true },
  },
  {
    name: 'declared',
    comment: 'What is shipped finds all that it imports among its own dependencies',
    severity: 'error',
    from: { path: `${packages}src/`, pathNot: tests },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      // A peer is developed with besides.
      dependencyTypesNot: ['npm', 'npm-peer'],
    },
  },
  {
    name: 'by-name',
    comment: 'Another package is imported by its name, never by a path into its folder',
    severity: 'error',
    from: { path: '^((?:packages/adapters|packages|test|examples)/[^/]+|bench/)' },
    to: {
      path: packages,
      pathNot: ['^$1/', '/protocols/', '/dist/'],
      dependencyTypes: ['local'],
    },
  },
  {
    name: 'no-dist',
    comment: 'A stale build would be what runs, and what is tested',
    severity: 'error',
    from: {},
    to: { path: `${packages}dist/` },
  },
  {
    name: 'measured-by-nobody',
    comment: 'What measures is no part of what is measured',
    severity: 'error',
    from: { pathNot: '^(test/)?bench/' },
    to: { path: '^bench/' },
  },
  {
    name: 'no-tests-shipped',
    comment: 'A package is whole without its tests',
    severity: 'error',
    from: { path: packages, pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'protocols-apart',
    comment: 'A protocol keeps its vendor’s words to itself; what two share stands beside them',
    severity: 'error',
    from: { path: '^packages/http/src/protocols/([^/]+)/' },
    to: {
      path: '^packages/http/src/protocols/[^/]+/',
      pathNot: '^packages/http/src/protocols/$1/',
    },
  },
  {
    name: 'protocols-at-home',
    comment: 'Protocols are nobody’s business but the HTTP package’s',
    severity: 'error',
    from: { pathNot: '^packages/http/' },
    to: { path: '^packages/http/src/protocols/' },
  },
];

/** @type {IConfiguration} */
export default {
  forbidden: [...ofEachPackage, ...everywhere],
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    // Type-only imports count: they are knowledge too.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.d.ts', '.json'],
    },
  },
};
