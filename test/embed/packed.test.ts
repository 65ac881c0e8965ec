import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { serving } from '../cli/tenantry.ts';
import { root } from '../docs/documents.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { editorOf } from './editor.ts';
import { embedded } from './embedded.ts';
import {
  installedIn,
  nameOf,
  type PackedHosts,
  packedHosts,
  placed,
  run,
  runtimes,
} from './packed-hosts.ts';

const published = [
  'domain',
  'sql',
  'sqlite',
  'postgres',
  'memory',
  'email',
  'runtime',
  'container',
  'http',
  'testing',
]
  .map((name) => `@tenantry/${name}`)
  .concat('tenantry');

let hosts: PackedHosts;

beforeAll(() => {
  hosts = packedHosts();
}, 480_000);

afterAll(() => hosts?.remove());

/** What a program imports by name, of one package or of all. */
const entriesOf = (name: string): readonly string[] => {
  const manifest = join(hosts.all, 'node_modules', name, 'package.json');
  const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return Object.keys(exports).map((entry) => entry.replace('.', name));
};

/** The file that the command of the terminal is. */
function mainOf(host: string): string {
  const folder = join(host, 'node_modules/tenantry');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, bin.tenantry);
}

describe('the packed packages', () => {
  it('hold what is built, with licence and description, and no test, source or secret', () => {
    expect(hosts.tarballs.map(nameOf).toSorted()).toEqual(published.toSorted());
    for (const tarball of hosts.tarballs) {
      const files = run('tar', ['tzf', tarball], hosts.all).trim().split('\n');
      expect(
        files.filter(
          (file) =>
            !/^package\/(dist\/.*\.(c?js|d\.ts|js\.map)|dist\/bundle\/licences\.txt|dist\/swagger-ui\/[\w.-]+|postman\/.*\.json|package\.json|LICENSE|README\.md)$/.test(
              file,
            ),
        ),
      ).toEqual([]);
      expect(files.filter((file) => file.includes('.test.'))).toEqual([]);
      expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
      expect(files.filter((file) => file.includes('/postman/'))).toHaveLength(
        basename(tarball).startsWith('tenantry-http-') ? 2 : 0,
      );
      const text = run('tar', ['xzOf', tarball, 'package/package.json'], hosts.all);
      expect(text).not.toContain('workspace:');
      expect(text).not.toContain('/src/');
      expect(JSON.parse(text)).toMatchObject({
        license: 'MIT',
        keywords: expect.arrayContaining(['accounts']),
        engines: { node: '>=22.18' },
      });
    }
  });

  it('have nothing for publint to say, nor for are-the-types-wrong', async () => {
    for (const tarball of hosts.tarballs) {
      const bytes = new Uint8Array(readFileSync(tarball));
      const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
      const types = await checkPackage(createPackageFromTarballData(bytes));
      // As its profile "esm-only" does: what is asked for by ways that know no "exports" is left out.
      const problems = types.types === false ? [] : types.problems;
      const wrong = problems.filter(
        (problem) =>
          !('resolutionKind' in problem && /^node1(0|6-cjs)$/.test(problem.resolutionKind)),
      );
      expect({ tarball: nameOf(tarball), messages, wrong }).toEqual({
        tarball: nameOf(tarball),
        messages: [],
        wrong: [],
      });
    }
  });

  it('bring the driver of one database, and what belongs to no other', () => {
    const drivers = (host: string) =>
      installedIn(host).filter((name) => /^(better-sqlite3|pg|@types\+.*)@/.test(name));
    expect(drivers(hosts.onPostgres)).toEqual([expect.stringMatching(/^pg@/)]);
    expect(drivers(hosts.onSqlite)).toEqual([expect.stringMatching(/^better-sqlite3@/)]);
    expect(drivers(hosts.all)).toHaveLength(2);
    const all = installedIn(hosts.all).join('\n');
    expect(all).not.toMatch(/scarf|swagger/);
  });

  it('tell an editor names, and no page of what they stand for', () => {
    const file = join(hosts.all, 'host.ts');
    writeFileSync(file, readFileSync(join(root, 'test/embed/fixtures/host/host.ts')));
    const all = join(hosts.all, 'all.ts');
    const names = published.filter((name) => name !== 'tenantry').flatMap(entriesOf);
    writeFileSync(all, names.map((name, at) => `export * as _${at} from '${name}';\n`).join(''));
    // Where only the packages of one database are installed, no type is missing for want of another.
    const alone = [hosts.onPostgres, hosts.onSqlite].map((host) => join(host, 'alone.ts'));
    for (const each of alone) writeFileSync(each, "export * from '@tenantry/container';\n");
    const editor = editorOf(hosts.all, [file, all, ...alone]);
    for (const each of [file, all, ...alone]) expect(editor.faults(each)).toEqual([]);

    const shown = (mark: string) => editor.shown(file, mark);
    expect(shown('app')).toBe('const app: Application');
    expect(shown('create')).toBe(
      '(property) create: (command: CreateCustomerInput, context: RetryableContext) => Promise<Result<Customer, CannotCreateCustomer>>',
    );
    expect(shown('customer')).toBe('const customer: Result<Customer, CannotCreateCustomer>');
    expect(shown('error')).toBe('const error: CannotCreateCustomer');
    expect(shown('value')).toBe('const value: Customer');
    expect(shown('id')).toBe('(property) Account.id: AccountId');
    expect(shown('children')).toMatch(
      /=> Promise<Result<Page<AccountView, AccountId>, [\w<>" |]+>>$/,
    );
    expect(shown('opened')).toBe('const opened: OpenTestApplication');
    expect(shown('clock')).toBe('(property) clock: Port<Clock>');
    expect(editor.offered(file, 'kinds')).toEqual([
      'AddressTaken',
      'IdempotencyKeyReused',
      'InProgress',
      'NotAuthenticated',
      'NotPermitted',
      'ParentInactive',
      'ParentMayNotHave',
      'ParentNotFound',
      'ReferenceTaken',
      'TooDeep',
      'Unavailable',
    ]);
    expect(editor.offered(file, 'groups')).toEqual(
      expect.arrayContaining(['accounts', 'customers', 'keys', 'members', 'partners']),
    );
    expect(editor.offered(file, 'fields')).toEqual([
      'configurations',
      'name',
      'parent',
      'references',
      'users',
      'workflows',
    ]);
  });

  describe.each(Object.entries(runtimes))('on %s', (name, node) => {
    const place = name.replace(' ', '-').toLowerCase();
    const options = ['--no-warnings'];

    /** Runs examples one after another in one process; answers what each has printed. */
    const ran = (
      host: string,
      examples: readonly string[],
      databases: readonly string[] = [],
    ): readonly string[] => {
      const steps = examples.map((example, at) => {
        const home = placed(host, join(place, example), example);
        const main = readdirSync(home).find((file) => file.startsWith('main.')) ?? '';
        return [
          `process.chdir(${JSON.stringify(home)});`,
          `process.env['DATABASE_URL'] = ${JSON.stringify(databases[at] ?? '')};`,
          `console.log('-- ${example}');`,
          `await import(${JSON.stringify(join(home, main))});`,
        ].join('\n');
      });
      const words = [...options, '--input-type=module', '--eval', steps.join('\n')];
      return run(node, words, host)
        .split(/^-- .*\n/m)
        .slice(1);
    };
    const of = (example: string) =>
      embedded.find(({ program }) => program.startsWith(`examples/embedded-${example}/`));

    it('run the examples of hosts, and every public entry is there for require()', () => {
      const own = ['mailer', 'inversify', 'test', 'kysely', 'commonjs'];
      const names = ['sqlite-file', 'in-memory', ...own.map((each) => `embedded-${each}`)];
      const [file, memory, ...rest] = ran(hosts.all, names);
      for (const printed of [file, memory]) {
        expect(printed).toContain("name: 'First Customer'");
        expect(printed).toContain('sent: 1');
      }
      for (const [at, example] of own.entries())
        expect(rest[at]).toMatch(of(example)?.prints ?? /^$/);
      const home = join(hosts.all, place, 'sqlite-file');
      const [mail = '', ...more] = readdirSync(join(home, 'mail'));
      expect(more).toEqual([]);
      expect(readFileSync(join(home, 'mail', mail), 'utf8')).toContain('jane.doe@example.com');

      const entries = published.flatMap(entriesOf);
      expect(entries).toHaveLength(16);
      const program = `for (const name of ${JSON.stringify(entries)}) console.log(name, Object.keys(require(name)).length > 0)`;
      const script = join(hosts.all, `${place}.cjs`);
      writeFileSync(script, program);
      const loaded = run(node, [...options, script], hosts.all)
        .trim()
        .split('\n');
      expect(loaded).toEqual(entries.map((entry) => `${entry} true`));
    });

    it('open accounts with the packages of one database alone', async () => {
      const [sqlite] = ran(hosts.onSqlite, ['embedded-sqlite']);
      expect(sqlite).toMatch(of('sqlite')?.prints ?? /^$/);
      const databases = [await emptyDatabase(), await emptyDatabase()];
      const shown = ran(hosts.onPostgres, ['embedded-pg', 'embedded-transaction'], databases);
      for (const printed of shown) expect(printed).toMatch(/^First Customer\n/);
    });

    it('have the commands, of which one shows what a program has made', () => {
      const main = mainOf(hosts.all);
      const database = `sqlite:${join(hosts.all, place, 'sqlite-file/accounts.db')}`;
      const json = run(node, [main, 'tree', '--database', database, '--json'], hosts.all);
      const kinds = json
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).kind);
      expect(kinds).toEqual(['master', 'customer']);

      const nobody = 'postgres://tenantry@127.0.0.1:1/tenantry';
      const { status, stderr } = spawnSync(node, [main, 'tree', '--database', nobody], {
        cwd: hosts.all,
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({
        status: 8,
        stderr: expect.stringMatching(
          /^tenantry: TENANTRY_DATABASE cannot be opened: [^\n]*ECONNREFUSED 127\.0\.0\.1:1\n$/,
        ),
      });
    });

    it('serve over HTTP, with their own documentation, until they are asked to stop', async () => {
      const main = mainOf(hosts.all);
      const folder = join(emptyFolder(), place);
      mkdirSync(folder);
      const server = await serving({ folder }, ['--dev', '--port', '0'], { node, main });
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      const docs = await fetch(`${server.url}/docs/swagger-ui-bundle.js`);
      expect(docs.status).toBe(200);
      expect((await docs.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000);
      expect(await server.stop('SIGTERM')).toBe(0);
    });
  });
});
