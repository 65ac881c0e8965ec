import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = (path: string): string => new URL(path, import.meta.url).href;

/**
 * Has the tests in `root` run without vitest, against the packages of that folder, and makes as many
 * copies of all its modules as are asked for: `?copy=1` is one in which everything is loaded anew.
 */
export const hookModules = (root: string): void => {
  const within = pathToFileURL(`${root}/`).href;
  const at = (path: string): string => new URL(path, within).href;
  /** Itself made of what it stands in for. */
  const runtime = at('test/mutation/stand-ins/runtime.ts');
  const instead: readonly (readonly [RegExp, string])[] = [
    [/^vitest$/, here('harness.ts')],
    [/^@tenantry\/domain$/, at('packages/domain/src/index.ts')],
    [/^@tenantry\/memory$/, at('packages/adapters/memory/src/index.ts')],
    [/^@tenantry\/http$/, at('packages/http/src/index.ts')],
    [/^@tenantry\/testing$/, at('test/kit/src/index.ts')],
    [/^@tenantry\/runtime$/, runtime],
  ];
  const sources = new Map<string, string>();
  const sourceOf = (path: string): string => {
    let source = sources.get(path);
    if (source === undefined) {
      source = stripTypeScriptTypes(readFileSync(fileURLToPath(path), 'utf8'));
      sources.set(path, source);
    }
    return source;
  };
  const isOurs = (url: string): boolean =>
    url.startsWith(within) &&
    url !== here('harness.ts') &&
    !url.includes('/node_modules/') &&
    !url.includes('common-passwords.ts');
  registerHooks({
    resolve: (specifier, context, next) => {
      const parent = context.parentURL ?? '';
      if (!isOurs(parent)) return next(specifier, context);
      if (isElsewhere(specifier) && !instead.some(([pattern]) => pattern.test(specifier)))
        return { url: elsewhere(specifier, sourceOf(pathOf(parent))), shortCircuit: true };
      const url =
        (pathOf(parent) === runtime && specifier === '@tenantry/runtime'
          ? at('packages/adapters/runtime/src/index.ts')
          : instead.find(([pattern]) => pattern.test(specifier))?.[1]) ??
        (specifier.startsWith('.') ? new URL(specifier, parent).href : undefined);
      if (url === undefined) return next(specifier, context);
      const { search } = new URL(parent);
      return { url: isOurs(url) ? `${url}${search}` : url, shortCircuit: true };
    },
    load: (url, context, next) => {
      const path = pathOf(url);
      if (!url.startsWith(within) || path.includes('/node_modules/') || !path.endsWith('.ts'))
        return next(url, context);
      return { format: 'module', source: sourceOf(path), shortCircuit: true };
    },
  });
};

const pathOf = (url: string): string => url.split('?')[0] ?? url;

/** Most of the time of loading, for what no test in memory calls. */
const isElsewhere = (specifier: string): boolean =>
  /^@tenantry\/|\/(?:ask|fresh-files|fresh-schemas|host-databases|mail-server|migrated|migrated-file|server)\.ts$/.test(
    specifier,
  ) || specifier === '../pages/installation.ts';

/** A module with all that `source` imports from there: they make functions that throw. */
const elsewhere = (specifier: string, source: string): string => {
  const names = [...source.matchAll(/import\s*\{([^}]*)\}\s*from\s*'([^']*)'/g)]
    .filter(([, , from]) => from === specifier)
    .flatMap(([, list = '']) => list.split(','))
    .map((name) => name.trim().split(/\s+as\s+/)[0] ?? '')
    .filter(Boolean);
  const what = `export const ${names.map((name) => `${name} = fail`).join(', ')};`;
  const fail = "const fail = () => () => { throw new Error('here, all is in memory'); };";
  return `data:text/javascript,${encodeURIComponent(`${fail}\n${names.length > 0 ? what : ''}`)}`;
};
