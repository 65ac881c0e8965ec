import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../../', import.meta.url));
const at = (path: string): string => `${root}${path}`;
/** Here, the packages are those of the copy that is mutated. */
const ours = (name: string, path: string) => ({ find: new RegExp(`^${name}$`), replacement: at(path) });

export default defineConfig({
  root,
  resolve: {
    alias: [
      ours('@tenantry/domain', 'packages/domain/src/index.ts'),
      ours('@tenantry/memory', 'packages/adapters/memory/src/index.ts'),
      ours('@tenantry/testing', 'test/kit/src/index.ts'),
      ours('@tenantry/runtime', 'test/mutation/quick-runtime.ts'),
      ours('@tenantry/(http|sqlite|postgres)', 'test/mutation/elsewhere.ts'),
      ours('.*/postgres/server.ts', 'test/mutation/elsewhere.ts'),
    ],
  },
  test: {
    include: [
      'packages/domain/src/**/*.test.ts',
      'test/properties/*.test.ts',
      'test/access/*.test.ts',
      'test/installation/*.test.ts',
      'test/embed/{correct-partner,deliver-mail,initialise,null-is-not-absent}.test.ts',
      'test/embed/{one-invitation,replays,shown-again,sign-in*,store-away}.test.ts',
      'test/mutation/tales.ts',
    ],
    exclude: [
      '**/node_modules/**',
      'test/access/second-server.test.ts',
      'test/properties/{arbitraries,database-url,generated-secrets,request-headers}.test.ts',
      'test/properties/{stand-ins,texts-of-any-length}.test.ts',
    ],
    env: { TENANTRY_TEST_STORES: 'memory' },
    setupFiles: ['test/mutation/setup.ts'],
    isolate: false,
    pool: 'threads',
    maxWorkers: 1,
  },
});
