import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import type { Http } from '@tenantry/http';
import { type Listening, listen } from '@tenantry/http/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from '../docs/documents.ts';
import { openInstallation } from '../protocols/installation.ts';

const { resolve } = createRequire(import.meta.url);

/** What a program says, also where it fails. */
const said = (words: readonly string[], env = process.env): Promise<string> =>
  new Promise((told) => {
    execFile(process.execPath, words, { env }, (_, out, errors) => told(out + errors));
  });

/** What its types must refuse. */
const wrong = `import { correctAccount, createAccount, issueToken } from './client/index.ts';

export const refused = async () => {
  // @ts-expect-error: no such kind
  await createAccount({ body: { kind: 'tenant', name: 'A' } });
  // @ts-expect-error: no name
  await createAccount({ body: { kind: 'customer' } });
  // @ts-expect-error: nothing is corrected blindly
  await correctAccount({ path: { account: '1' }, body: { name: 'A' } });
  const { data, error } = await issueToken({ body: { grant: 'api_key', key: 'a' } });
  // @ts-expect-error: there is none where there is an error
  data.access_token;
  // @ts-expect-error: errors say what they say
  error?.message;
};
`;

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  target: 'ES2024',
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  module: 'NodeNext',
  types: ['node'],
};

/** Ignored by everybody else, and within reach of what a program here may import. */
const ignored = join(import.meta.dirname, 'dist');

describe('a client that was generated from /openapi.json', () => {
  let folder: string;
  let server: Listening;
  let key: string;

  beforeAll(async () => {
    let http: Pick<Http, 'fetch'> | undefined;
    const unready = () => Promise.resolve(new Response(null, { status: 503 }));
    server = await listen(
      { fetch: (request, from) => (http === undefined ? unready() : http.fetch(request, from)) },
      { port: 0, timeouts: { drain: 0 } },
    );
    const publicUrl = `${server.url}/accounts`;
    const installation = await openInstallation({ publicUrl });
    ({ http, key } = installation);
    mkdirSync(ignored, { recursive: true });
    folder = mkdtempSync(join(ignored, 'client-'));
    const input = join(folder, 'openapi.json');
    writeFileSync(input, await (await fetch(`${publicUrl}/openapi.json`)).text());
    const output = { path: join(folder, 'client'), module: { extension: '.ts' } };
    await createClient({ input, output, logs: { level: 'silent' } });
    const [program = ''] = blocksOf('docs/clients.md', 'ts');
    writeFileSync(join(folder, 'main.ts'), program);
    writeFileSync(join(folder, 'wrong.ts'), wrong);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });

  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it.concurrent('compiles strictly, and refuses what it should', async () => {
    expect(await said([resolve('typescript/bin/tsc'), '-p', folder])).toBe('');
  });

  it.concurrent('works against the server, as docs/clients.md has it', async () => {
    const env = { ...process.env, API_KEY: key, NODE_NO_WARNINGS: '1' };
    expect(await said([join(folder, 'main.ts')], env)).toBe('Renamed VersionStale suspended\n');
  });
});
