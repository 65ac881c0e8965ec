import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { serving, tenantry } from './tenantry.ts';

/** The calls as a person would paste them: each from its title to the next blank line. */
const callsIn = (out: string): readonly string[] =>
  out.split(/\n\n+/).filter((block) => block.startsWith('# '));

/** What came of a paste: the status of every request in it, and what the last one answered. */
const paste = (call: string): { readonly statuses: readonly string[]; readonly body: string } => {
  const told = `curl() { command curl -w '%{stderr}%{http_code}\\n' "$@"; }`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${told}\n${call}`], {
    encoding: 'utf8',
  });
  return { statuses: stderr.trim().split('\n'), body: stdout };
};

const expectSuccess = (call: string): void => {
  const { statuses, body } = paste(call);
  const wrong = statuses.filter((status) => !/^20[01]$/.test(status));
  expect({ call, wrong, body: wrong.length > 0 ? body : '' }).toEqual({
    call,
    wrong: [],
    body: '',
  });
  expect(body).not.toBe('');
};

const portOf = (url: string): string => new URL(url).port;

describe('serve --dev', () => {
  it('prints calls that work, again and after a restart, and the same at the next start', async () => {
    const here = { folder: emptyFolder() };
    const port = String(20_000 + Math.floor(Math.random() * 20_000));
    const words = ['--dev', '--port', port];
    const first = await serving(here, words);
    const printed = first.out();
    const calls = callsIn(printed);
    for (const path of ['/v2/customers', '/api/v1/partners', '/api/v8/partners', '/api/v1/admin/'])
      expect(calls.filter((call) => call.includes(path))).toHaveLength(1);
    expect(printed).toMatch(/API key +tenantry_/);
    expect(printed).toMatch(/sign-in +owner@example\.com/);
    expect(printed).toMatch(/password +\S+/);

    for (const call of [...calls, ...calls]) expectSuccess(call);
    expect(await first.stop('SIGINT')).toBe(0);

    const second = await serving(here, words);
    expect(second.out()).toBe(printed);
    for (const call of calls) expectSuccess(call);
    expect(await second.stop('SIGTERM')).toBe(0);

    // The other commands find the secret that was kept.
    expect(tenantry(here, ['customer', 'create', '--name', 'By hand']).code).toBe(0);
    expect(tenantry(here, ['customer', 'list', '--json']).out.trim().split('\n')).toHaveLength(4);
    for (const file of ['tenantry.db', 'tenantry.db.secret', 'tenantry.db.dev.json'])
      expect(statSync(join(here.folder, file)).mode & 0o777).toBe(0o600);
  });

  it('delivers the mail that a customer owes, once', async () => {
    const here = { folder: emptyFolder() };
    const server = await serving(here, ['--dev', '--port', '0', '--mail', 'directory:mail']);
    expect(
      tenantry(here, ['customer', 'create', '--name', 'A', '--user', 'J <j@example.com>']).code,
    ).toBe(0);
    await expect
      .poll(
        () =>
          readdirSync(here.folder).includes('mail') &&
          readdirSync(join(here.folder, 'mail')).length,
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(server.said()).not.toContain('j@example.com');
  });

  it('ends with 1 where it cannot keep what it made, and serves nothing', () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'tenantry.db.dev.json'));
    const { code, out, said } = tenantry({ folder }, ['serve', '--dev', '--port', '0']);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(said).toMatch(/^tenantry: .*dev\.json.*\n$/);
  });

  it('ends with 1 where its port is taken, and shows the account at the next start', async () => {
    const here = { folder: emptyFolder() };
    const other = await serving({ folder: emptyFolder() }, ['--dev', '--port', '0']);
    const { code, out, said } = tenantry(here, ['serve', '--dev', '--port', portOf(other.url)]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(said).toContain('EADDRINUSE');
    expect(await other.stop('SIGTERM')).toBe(0);
    const next = await serving(here, ['--dev', '--port', '0']);
    expect(next.out()).toMatch(/API key +tenantry_/);
    expect(await next.stop('SIGTERM')).toBe(0);
  });

  it('keeps its files beside the database, however that is written', async () => {
    const folder = emptyFolder();
    const environment = { TENANTRY_DATABASE: `sqlite://${join(folder, 'a.db')}` };
    const here = { folder: emptyFolder(), environment };
    const server = await serving(here, ['--dev', '--port', '0']);
    expect(await server.stop('SIGTERM')).toBe(0);
    expect(readdirSync(here.folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['a.db', 'a.db.secret', 'a.db.dev.json']),
    );
    expect(tenantry(here, ['customer', 'create', '--name', 'A']).code).toBe(0);
  });

  it('does not lend its secret to production', async () => {
    const folder = emptyFolder();
    const server = await serving({ folder }, ['--dev', '--port', '0']);
    expect(await server.stop('SIGTERM')).toBe(0);
    const environment = {
      TENANTRY_PUBLIC_URL: 'https://tenantry.test',
      TENANTRY_MAIL: 'directory:mail',
    };
    for (const words of [['serve'], ['serve', '--dev'], ['customer', 'create', '--name', 'A']]) {
      const { code, said } = tenantry({ folder, environment }, words);
      expect(code).not.toBe(0);
      expect(said).toMatch(/^tenantry: TENANTRY_SECRET: .*\n$/);
    }
    expect(tenantry({ folder, environment }, ['tree']).code).toBe(0);
  });

  it('makes no secret for an installation that has one already', async () => {
    const folder = emptyFolder();
    const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };
    tenantry({ folder, environment }, ['init', '--name', 'Root', '--email', 'root@example.com']);
    const refused = tenantry({ folder }, ['serve', '--dev', '--port', '0']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.said).toMatch(/^tenantry: TENANTRY_SECRET: [^\n]+\n$/);
    expect(existsSync(join(folder, 'tenantry.db.secret'))).toBe(false);
    const server = await serving({ folder, environment }, ['--dev', '--port', '0']);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('says in which file the wrong secret was kept, and stops no reader by it', () => {
    const folder = emptyFolder();
    const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };
    tenantry({ folder, environment }, ['init', '--name', 'Root', '--email', 'root@example.com']);
    for (const wrong of ['another secret, of 32 bytes or more', 'short', ''])
      for (const words of [
        ['key', 'create'],
        ['serve', '--dev', '--port', '0'],
      ]) {
        writeFileSync(join(folder, 'tenantry.db.secret'), wrong);
        const { code, said } = tenantry({ folder }, words);
        expect({ wrong, words, code }).toEqual({ wrong, words, code: 1 });
        expect(said).toMatch(/^tenantry: [^\n]*tenantry\.db\.secret[^\n]*\n$/);
      }
    expect(tenantry({ folder }, ['tree'])).toMatchObject({ code: 0, said: '' });
  });

  it('says what it lacks without --dev', () => {
    const { code, said } = tenantry({ folder: emptyFolder() }, ['serve']);
    expect(code).toBe(2);
    expect(said).toContain('TENANTRY_SECRET');
  });
});
