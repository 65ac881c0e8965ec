/**
 * Who may know whom: the one table that both walls are built from. The first wall is each
 * package's own package.json, the second `.dependency-cruiser.mjs`; the tests beside this file
 * hold either against it.
 *
 * A package that is added gets a row here, a library that is added gets its place in a row.
 */
export interface Arrow {
  /** The package's folder. */
  readonly folder: string;
  readonly name: string;
  /** Packages of ours that it may import. */
  readonly knows: readonly string[];
  /** Of those, the ones to be loaded by `import()` alone: not everybody needs or has them. */
  readonly lazily?: readonly string[];
  /** Modules of its own that are loaded so, and may therefore import those at their top. */
  readonly lazyModules?: readonly string[];
  /** What it may import of other people's work: these are its dependencies, and no others. */
  readonly libraries: readonly string[];
  /** Whether it may import `node:*`. */
  readonly node: boolean;
}

export const arrows: readonly Arrow[] = [
  {
    folder: 'packages/domain',
    name: '@tenantry/domain',
    knows: [],
    libraries: ['tr46', 'zod'],
    node: false,
  },
  {
    folder: 'packages/adapters/sql',
    name: '@tenantry/sql',
    knows: ['@tenantry/domain'],
    libraries: ['kysely'],
    node: true,
  },
  {
    folder: 'packages/adapters/sqlite',
    name: '@tenantry/sqlite',
    knows: ['@tenantry/domain', '@tenantry/sql'],
    libraries: ['better-sqlite3', 'kysely'],
    node: true,
  },
  {
    folder: 'packages/adapters/postgres',
    name: '@tenantry/postgres',
    knows: ['@tenantry/domain', '@tenantry/sql'],
    libraries: ['kysely', 'pg'],
    node: true,
  },
  {
    folder: 'packages/adapters/memory',
    name: '@tenantry/memory',
    knows: ['@tenantry/domain'],
    libraries: [],
    node: true,
  },
  {
    folder: 'packages/adapters/email',
    name: '@tenantry/email',
    knows: ['@tenantry/domain'],
    libraries: ['nodemailer'],
    node: true,
  },
  {
    folder: 'packages/adapters/runtime',
    name: '@tenantry/runtime',
    knows: ['@tenantry/domain'],
    libraries: ['@node-rs/argon2', 'jose', 'uuid'],
    node: true,
  },
  {
    folder: 'packages/adapters/container',
    name: '@tenantry/container',
    knows: [
      '@tenantry/domain',
      '@tenantry/email',
      '@tenantry/memory',
      '@tenantry/postgres',
      '@tenantry/runtime',
      '@tenantry/sqlite',
    ],
    lazily: ['@tenantry/memory', '@tenantry/postgres', '@tenantry/sqlite'],
    libraries: ['inversify', 'reflect-metadata', 'zod'],
    node: true,
  },
  {
    folder: 'packages/http',
    name: '@tenantry/http',
    knows: ['@tenantry/domain'],
    libraries: [
      'prom-client',
      'rate-limiter-flexible',
      'saxes',
      'srvx',
      'ulid',
      'zod',
      'zod-openapi',
    ],
    node: true,
  },
  {
    folder: 'packages/cli',
    name: 'tenantry',
    knows: [
      '@tenantry/container',
      '@tenantry/domain',
      '@tenantry/http',
      '@tenantry/memory',
      '@tenantry/postgres',
      '@tenantry/sqlite',
    ],
    lazily: ['@tenantry/http'],
    lazyModules: ['packages/cli/src/commands/serve.ts'],
    libraries: ['commander', 'pino', 'string-width'],
    node: true,
  },
  {
    folder: 'test/kit',
    name: '@tenantry/testing',
    knows: ['@tenantry/domain'],
    libraries: ['fast-check'],
    node: false,
  },
];

/** The folders of our packages that the named ones live in. */
export const foldersOf = (names: readonly string[]): readonly string[] =>
  arrows.filter(({ name }) => names.includes(name)).map(({ folder }) => folder);
