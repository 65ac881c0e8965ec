import { arrows } from './arrows.ts';
import { type Files, libraries, manifestOf } from './planted-workspace.ts';

/** A violation: the files that make it, and the one rule that must find it, in the first file. */
export interface Plant {
  readonly rule: string;
  readonly files: Files;
}

const labelOf = (folder: string): string => folder.split('/').at(-1) ?? folder;

/** A file's name from what it imports. */
const slug = (name: string): string => name.replaceAll(/[^a-z0-9]+/g, '-');

const ofEachPackage: readonly Plant[] = arrows.flatMap(
  ({ folder, knows, lazily = [], libraries: own, name, node }) => [
    ...arrows
      .filter((other) => other.name !== name && !knows.includes(other.name))
      .flatMap((other) => [
        {
          rule: `${labelOf(folder)}-arrows`,
          files: { [`${folder}/src/arrow${slug(other.name)}.ts`]: `import '${other.name}';\n` },
        },
        {
          rule: `${labelOf(folder)}-arrows`,
          files: {
            [`${folder}/src/type-arrow${slug(other.name)}.ts`]: `import type { X } from '${other.name}';\n`,
          },
        },
      ]),
    ...libraries
      .filter((library) => !own.includes(library))
      .map((library) => ({
        rule: `${labelOf(folder)}-libraries`,
        files: { [`${folder}/src/library-${slug(library)}.ts`]: `import '${library}';\n` },
      })),
    ...(node
      ? []
      : [
          {
            rule: `${labelOf(folder)}-without-node`,
            files: { [`${folder}/src/built-in.ts`]: "import 'node:fs';\n" },
          },
          {
            rule: `${labelOf(folder)}-without-node`,
            files: { [`${folder}/src/bare-built-in.ts`]: "import type { X } from 'crypto';\n" },
          },
        ]),
    ...lazily.map((other) => ({
      rule: `${labelOf(folder)}-loads-lazily`,
      files: { [`${folder}/src/eager${slug(other)}.ts`]: `import { x } from '${other}';\n` },
    })),
  ],
);

const everywhere: readonly Plant[] = [
  {
    rule: 'cli-loads-its-own-lazily',
    files: {
      'packages/cli/src/eager-serve.ts': "import { serve } from './commands/serve.ts';\n",
      'packages/cli/src/commands/serve.ts': "import '@tenantry/http';\n",
    },
  },
  {
    rule: 'no-cycles',
    files: {
      'packages/domain/src/egg.ts': "import type { Hen } from './hen.ts';\n",
      'packages/domain/src/hen.ts': "import './egg.ts';\n",
    },
  },
  {
    rule: 'resolvable',
    files: { 'packages/domain/src/nowhere.ts': "import './nothing.ts';\n" },
  },
  {
    rule: 'resolvable',
    files: { 'packages/http/src/deep.ts': "import '@tenantry/domain/src/index.ts';\n" },
  },
  {
    rule: 'declared',
    files: {
      'packages/adapters/email/src/undeclared.ts': "import 'nodemailer';\n",
      'packages/adapters/email/package.json': manifestOf('@tenantry/email', {
        forgotten: ['nodemailer'],
      }),
    },
  },
  {
    rule: 'declared',
    files: {
      'packages/adapters/sqlite/src/developed-with.ts': "import 'kysely';\n",
      'packages/adapters/sqlite/package.json': manifestOf('@tenantry/sqlite', {
        developed: ['kysely'],
      }),
    },
  },
  {
    rule: 'by-name',
    files: { 'packages/http/src/by-path.ts': "import '../../domain/src/index.ts';\n" },
  },
  {
    rule: 'by-name',
    files: { 'test/properties/by-path.ts': "import '../../packages/domain/src/index.ts';\n" },
  },
  {
    rule: 'by-name',
    files: { 'test/loose.ts': "import './kit/src/index.ts';\n" },
  },
  {
    rule: 'by-name',
    files: { 'bench/rows/by-path.ts': "import '../../packages/domain/src/index.ts';\n" },
  },
  {
    rule: 'measured-by-nobody',
    files: {
      'packages/domain/src/measured.ts': "import '../../../bench/row.ts';\n",
      'bench/row.ts': 'export {};\n',
    },
  },
  {
    rule: 'no-dist',
    files: {
      'test/built.ts': "import '../packages/domain/dist/index.js';\n",
      'packages/domain/dist/index.js': 'export {};\n',
    },
  },
  {
    rule: 'no-tests-shipped',
    files: {
      'packages/domain/src/leaning.ts': "import './leaned-on.test.ts';\n",
      'packages/domain/src/leaned-on.test.ts': 'export {};\n',
    },
  },
  {
    rule: 'protocols-apart',
    files: {
      'packages/http/src/protocols/customers-v2/route.ts':
        "import type { X } from '../partners-v1/body.ts';\n",
      'packages/http/src/protocols/partners-v1/body.ts': 'export {};\n',
    },
  },
  {
    rule: 'protocols-at-home',
    files: {
      'test/properties/inside.ts':
        "import '../../packages/http/src/protocols/partners-v8/route.ts';\n",
      'packages/http/src/protocols/partners-v8/route.ts': 'export {};\n',
    },
  },
];

/** At least one for every rule, and for every import that the arrows rule out. */
export const plants: readonly Plant[] = [...ofEachPackage, ...everywhere];

/** Imports that no rule may object to. */
export const harmless: Files = {
  'packages/cli/src/lazy.ts': "const http = await import('@tenantry/http');\n",
  'packages/cli/src/lazy-module.ts': "const module = await import('./commands/serve.ts');\n",
  'packages/cli/src/commands/serve.ts': "import '@tenantry/http';\n",
  'packages/cli/src/lazy-type.ts': "import type { X } from '@tenantry/http';\n",
  'packages/adapters/container/src/wired.ts': "import 'reflect-metadata';\nimport 'inversify';\n",
  'packages/adapters/sqlite/src/stored.ts': "import '@tenantry/sql';\nimport 'better-sqlite3';\n",
  'packages/adapters/memory/src/local.ts': "import 'node:async_hooks';\n",
  'packages/domain/src/parsed.ts': "import { z } from 'zod';\nimport './index.ts';\n",
  'packages/domain/src/parsed.test.ts': "import 'node:fs';\nimport 'fast-check';\n",
  'packages/domain/scripts/made.ts': "import 'node:fs';\nimport '../src/index.ts';\n",
  'packages/http/src/protocols/shared.ts': 'export {};\n',
  'packages/http/src/protocols/customers-v2/body.ts': "import '../shared.ts';\n",
  'packages/http/src/table.ts': "import './protocols/customers-v2/body.ts';\n",
  'bench/rows/creates.ts': "import 'undici';\nimport '../alternate.ts';\n",
  'bench/alternate.ts': 'export {};\n',
  'test/bench/alternate.test.ts': "import '../../bench/alternate.ts';\n",
  'test/kit/src/law.ts': "import 'fast-check';\nimport '@tenantry/domain';\n",
  'test/kit/package.json': manifestOf('@tenantry/testing', {
    developed: ['fast-check'],
    peers: ['fast-check'],
  }),
};
