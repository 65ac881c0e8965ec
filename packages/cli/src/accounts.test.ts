import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, type Installation, tenantry } from './in-process.test.kit.ts';

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };
const uuid = /^[0-9a-f-]{36}$/;

const initialised = async () => {
  const here = { folder: emptyFolder(onTestFinished), environment };
  const { out } = await tenantry(here, [
    'init',
    '--name',
    'Root',
    '--email',
    'root@example.com',
    '--json',
  ]);
  return { here, shown: JSON.parse(out) };
};

/** The JSON that a command which succeeds prints: one line, and nothing beside it. */
const jsonOf = async (here: Installation, words: readonly string[], input?: string) => {
  const { code, out, said } = await tenantry(here, [...words, '--json'], input);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  expect(out).toMatch(/^[^\n]+\n$/);
  return JSON.parse(out);
};

const contact = [
  ['--user-name', 'jane'],
  ['--first-name', 'Jane'],
  ['--last-name', 'Doe'],
  ['--email', 'jane@example.com'],
  ['--phone', '+49 30 123456'],
].flat();

describe('accounts at a terminal', () => {
  it('are opened, signed in to with the password that was shown, and given an app', async () => {
    const { here } = await initialised();
    const account = await jsonOf(here, ['account', 'open', '--email', 'ann@example.com']);
    const place = ['--account', account.address, '--email', account.login];
    const words = ['token', 'create', '--password-stdin', ...place];
    const token = await jsonOf(here, words, `${account.password}\n`);
    expect(token).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: expect.any(Number),
      account: account.id,
    });
    const named = ['--password-stdin', '--user-name', account.login];
    expect((await jsonOf(here, ['token', 'create', ...named], account.password)).account).toBe(
      account.id,
    );
    const app = await jsonOf(here, ['app', 'create', '--name', 'Shop', '--account', account.id]);
    expect(app).toEqual({
      id: expect.stringMatching(uuid),
      accountId: account.id,
      name: 'Shop',
      createdAt: expect.stringMatching(/Z$/),
    });
    expect(await jsonOf(here, ['app', 'list', '--account', account.id])).toEqual(app);
    expect((await jsonOf(here, ['account', 'list'])).id).toBe(account.id);
  });

  it('are registered with a password that sign-in takes, and that stands nowhere', async () => {
    const { here } = await initialised();
    const password = ' correct horse battery staple ';
    const person = ['--first-name', 'Ann', '--last-name', 'Lee', '--email', 'ann@example.com'];
    const words = ['account', 'register', ...person, '--password-stdin'];
    const account = await jsonOf(here, words, `${password}\n`);
    const proof = ['--password-stdin', '--account', '2', '--email', 'ann@example.com'];
    expect((await jsonOf(here, ['token', 'create', ...proof], password)).account).toBe(account.id);
    for (const wrong of [password.trim(), `${password}\n\n`, ''])
      expect(await tenantry(here, ['token', 'create', ...proof], wrong)).toMatchObject({
        code: 4,
        out: '',
      });
    expect(readFileSync(join(here.folder, 'tenantry.db')).includes(password.trim())).toBe(false);
  });

  it('of partners are named by their reference', async () => {
    const { here } = await initialised();
    const words = ['partner', 'create', '--name', 'Acme', '--reference', 'ACME', ...contact];
    const partner = await jsonOf(here, words);
    expect(await jsonOf(here, ['partner', 'show', 'ACME'])).toEqual(partner);
    expect((await jsonOf(here, ['partner', 'list', '--named', 'Acme'])).reference).toBe('ACME');
    const below = ['account', 'open', '--email', 'b@example.com', '--parent', 'ACME'];
    const account = await jsonOf(here, below);
    expect((await jsonOf(here, ['--as', 'ACME', 'account', 'list'])).id).toBe(account.id);
    expect((await jsonOf(here, ['partner', 'set', 'ACME', '--name', 'New'])).version).toBe(2);
  });

  it('end a command with the code that stands in the documents', async () => {
    const { here, shown } = await initialised();
    const partner = ['partner', 'create', '--name', 'P', '--reference', 'R', ...contact];
    expect((await tenantry(here, partner)).code).toBe(0);
    const cases: readonly (readonly [number, readonly string[], string?])[] = [
      [2, ['partner', 'create', '--name', 'P']],
      [2, ['account', 'register', '--email', 'a@example.com']],
      [2, ['token', 'create'], shown.apiKey],
      [2, ['app', 'create']],
      [4, ['token', 'create', '--key-stdin'], `${shown.apiKey}x`],
      [5, ['partner', 'show', 'NOBODY']],
      [5, ['account', 'open', '--email', 'a@example.com', '--parent', '99']],
      [5, ['app', 'list', '--account', '99']],
      [6, partner],
      [6, ['partner', 'set', 'R', '--name', 'Q', '--expect-version', '9']],
      [6, ['account', 'open', '--email', 'root@example.com']],
      [7, ['account', 'open', '--email', 'nobody']],
      [7, ['partner', 'set', 'R', '--phone', 'x']],
    ];
    for (const [code, words, input] of cases) {
      const ended = await tenantry(here, [...words, '--json'], input);
      expect({ words, code: ended.code, out: ended.out }).toEqual({ words, code, out: '' });
      expect(ended.said).not.toBe('');
      if (code !== 2) expect(JSON.parse(ended.said).error.kind).toMatch(/^[A-Z]/);
    }
  });
});

describe('secrets', () => {
  it('are taken from standard input alone: no option holds one', async () => {
    const here = { folder: emptyFolder(onTestFinished) };
    for (const words of [
      ['partner', 'create'],
      ['partner', 'set'],
      ['account', 'register'],
      ['account', 'open'],
      ['token', 'create'],
    ]) {
      const { out } = await tenantry(here, [...words, '--help']);
      expect(out).toContain('--json');
      expect(out).not.toMatch(/--(?:password|phrase|key|token)[ =]</);
    }
  });
});
