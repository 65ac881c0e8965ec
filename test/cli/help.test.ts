import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** Says on standard error which modules are loaded. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });
`)}`;

const loadedBy = (words: readonly string[]): readonly string[] =>
  spawnSync(process.execPath, ['--import', telling, main, ...words], { encoding: 'utf8' })
    .stderr.split('\n')
    .filter((line) => line.startsWith('file:'));

describe('help and version', () => {
  it.each([
    ['--help'],
    ['--version'],
    ['partner', 'create', '--help'],
    ['token', 'create', '--help'],
  ])('load no command and nothing that is slow to load: %s', (...words) => {
    const loaded = loadedBy(words);
    expect(loaded.some((url) => url.endsWith('/program.ts'))).toBe(true);
    expect(loaded.filter((url) => /\/(?:zod|inversify|domain|commands)\//.test(url))).toEqual([]);
  });

  it.each([
    ['completion', 'bash'],
    ['complete', '--', 'customer', 'set', '--'],
  ])('is as quick to complete: %s', (...words) => {
    const loaded = loadedBy(words);
    expect(loaded.some((url) => url.endsWith('/completion.ts'))).toBe(true);
    expect(loaded.filter((url) => /\/(?:zod|inversify|domain|adapters)\//.test(url))).toEqual([]);
  });
});
