import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  emptyFolder,
  initialised,
  installation,
  linesOf,
  tenantry,
} from './in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

describe('init', () => {
  it('shows account, key and a generated password, and refuses a second time', async () => {
    const here = installation(onTestFinished);
    const words = ['init', '--name', 'Root', '--email', 'Root@Example.com', '--json'];
    const first = await tenantry(here, words);
    expect(first.code).toBe(0);
    const shown = JSON.parse(first.out);
    expect(shown).toEqual({
      account: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        number: 1,
        address: expect.stringMatching(/^[a-z0-9-]+$/),
        url: `http://127.0.0.1:8080/a/${shown.account.address}`,
      },
      apiKey: expect.stringMatching(/^tenantry_[0-9a-z]+_[0-9a-z]+$/),
      user: {
        email: 'Root@Example.com',
        userName: 'Root@Example.com',
        password: expect.stringMatching(/^([0-9a-z]{4}-){7}[0-9a-z]{4}$/),
      },
    });
    expect(statSync(join(here.folder, 'tenantry.db')).mode & 0o777).toBe(0o600);

    const second = await tenantry(here, words);
    expect(second.code).toBe(6);
    expect(second.out).toBe('');
    expect(JSON.parse(second.said)).toEqual({
      error: { kind: 'AlreadyInitialised', message: expect.stringContaining('--another') },
    });

    const taken = await tenantry(here, [...words, '--another']);
    expect(JSON.parse(taken.said).error.kind).toBe('EmailTaken');
    expect(
      (await tenantry(here, ['init', '--name', 'B', '--email', 'b@example.com', '--another'])).code,
    ).toBe(0);
    expect((await tenantry(here, ['tree'])).code).toBe(2);
    expect((await tenantry(here, ['tree', '--as', '1', '--json'])).code).toBe(0);
  });

  it('takes a password from standard input, less one line end, and names every fault', async () => {
    const here = installation(onTestFinished);
    const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--password-stdin'];
    const refused = await tenantry(
      here,
      ['init', '--name', '', '--email', 'root', '--password-stdin'],
      'a\n',
    );
    expect(refused.code).toBe(7);
    expect(refused.said.trim().split('\n')).toEqual([
      'tenantry: name must not be empty',
      'tenantry: email must be an e-mail address such as jane@example.com',
      'tenantry: password must have at least 8 characters',
    ]);
    const made = await tenantry(here, [...words, '--json'], ' correct horse battery \r\n');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out).user).toEqual({
      email: 'root@example.com',
      userName: 'root@example.com',
    });
  });

  it('needs a secret and says which setting holds it', async () => {
    const { code, said } = await tenantry({ folder: emptyFolder(onTestFinished) }, [
      'init',
      '--name',
      'R',
      '--email',
      'r@example.com',
    ]);
    expect(code).toBe(1);
    expect(said).toContain('TENANTRY_SECRET');
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('takes a policy from a file, and names each fault in it', async () => {
    const here = installation(onTestFinished);
    const file = 'policy.json';
    const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--policy', file];
    writeFileSync(join(here.folder, file), '{"passwordMinimum": 0, "defaultRole": 9, "bogus": 1}');
    const refused = await tenantry(here, words);
    expect(refused.code).toBe(7);
    expect(refused.said).toContain('policy.passwordMinimum must be at least 1');
    expect(refused.said).toContain('policy.bogus is no field of this');
    writeFileSync(join(here.folder, file), '{"depth": 5, "depth": 6}');
    const twice = await tenantry(here, words);
    expect(twice).toMatchObject({
      code: 7,
      said: 'tenantry: policy.depth stands more than once\n',
    });
    writeFileSync(join(here.folder, file), 'depth: 5');
    const none = await tenantry(here, words);
    expect(none).toMatchObject({ code: 7, said: 'tenantry: policy is no JSON\n' });
    writeFileSync(
      join(here.folder, file),
      '{"roles": [{"id": 7, "power": "manage"}, {"id": 1, "power": "manage"}], "defaultRole": 7}',
    );
    expect((await tenantry(here, words)).code).toBe(0);
    const made = await tenantry(here, [
      'customer',
      'create',
      '--name',
      'A',
      '--user',
      'Jane <j@example.com>',
      '--json',
    ]);
    expect(JSON.parse(made.out).users[0].roles).toEqual([7]);
  });
});

describe('customer', () => {
  it('is created by flags, shown and listed', async () => {
    const here = await initialised(onTestFinished);
    const made = await tenantry(here, [
      'customer',
      'create',
      '--name',
      'First',
      '--json',
      '--user',
      'Jane Doe <jane@example.com>',
      '--user',
      'John <john@example.com>',
    ]);
    expect(made.said).toBe('');
    const customer = JSON.parse(made.out);
    expect(customer.users.map(({ name }: { name: string }) => name)).toEqual(['Jane Doe', 'John']);
    expect((await tenantry(here, ['customer', 'show', customer.id, '--json'])).out).toBe(made.out);
    expect((await tenantry(here, ['customer', 'show', '2', '--json'])).out).toBe(made.out);
    const beneath = await tenantry(here, [
      'customer',
      'create',
      '--name',
      'Second',
      '--parent',
      '2',
      '--json',
    ]);
    expect(JSON.parse(beneath.out).parentId).toBe(customer.id);
    expect(
      lines((await tenantry(here, ['customer', 'list', '--json'])).out).map(({ name }) => name),
    ).toEqual(['First', 'Second']);
  });

  it('is created from a file, its configurations token for token', async () => {
    const here = await initialised(onTestFinished);
    const configurations = '{"10":{"n":1.0},"2":{"__proto__":{"big":9007199254740993},"e":1e400}}';
    const file = `{"kind":"customer","name":"Filed","configurations":${configurations}}`;
    const made = await tenantry(here, ['customer', 'create', '--file', '-', '--json'], file);
    expect(made.said).toBe('');
    expect(made.out).toContain(`"configurations":${configurations}`);
    expect((await tenantry(here, ['customer', 'show', '2', '--json'])).out).toBe(made.out);
  });

  it.each([
    ['no JSON', '{"name":'],
    ['no object', '[]'],
    ['a key twice', '{"name":"a","name":"b"}'],
    ['another kind', '{"kind":"partner","name":"a"}'],
    ['an unknown field', '{"name":"a","nmae":"b"}'],
    ['a user without e-mail', '{"name":"a","users":[{"name":"b"}]}'],
  ])('is refused with 7 from a file with %s, and nothing is made', async (_, file) => {
    const here = await initialised(onTestFinished);
    const { code, out, said } = await tenantry(here, ['customer', 'create', '--file', '-'], file);
    expect({ code, out }).toEqual({ code: 7, out: '' });
    expect(said).toMatch(/^tenantry: /);
    expect((await tenantry(here, ['customer', 'list', '--json'])).out).toBe('');
  });

  it('is refused from a file that is not there, or is no UTF-8, in one line', async () => {
    const here = await initialised(onTestFinished);
    const file = 'request.json';
    writeFileSync(join(here.folder, file), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    for (const [name, code] of [
      [file, 2],
      ['nowhere.json', 1],
    ] as const) {
      const ended = await tenantry(here, ['customer', 'create', '--file', name]);
      expect(ended.code).toBe(code);
      expect(ended.said).toMatch(/^tenantry: .*\n$/);
    }
  });

  it('answers 5 for an account that is not there, and 2 for words that mean nothing', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, ['customer', 'show', '99'])).code).toBe(5);
    expect(
      (await tenantry(here, ['customer', 'create', '--name', 'A', '--parent', '99'])).code,
    ).toBe(5);
    expect((await tenantry(here, ['customer', 'show', '1'])).code).toBe(5);
    expect((await tenantry(here, ['customer', 'create'])).code).toBe(2);
    expect(
      (await tenantry(here, ['customer', 'create', '--name', 'A', '--user', 'nobody'])).code,
    ).toBe(2);
    const mistyped = await tenantry(here, ['customer', 'shwo']);
    expect(mistyped.code).toBe(2);
    expect(mistyped.said).toContain('show');
  });
});

describe('tree and key', () => {
  it('shows parents first with what counts', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'First']);
    await tenantry(here, ['customer', 'create', '--name', 'Below', '--parent', '2']);
    const [master, first, below, ...more] = lines((await tenantry(here, ['tree', '--json'])).out);
    expect(more).toEqual([]);
    expect(first).toEqual({
      id: expect.any(String),
      number: 2,
      kind: 'customer',
      name: 'First',
      status: 'active',
      effectiveStatus: 'active',
      parentId: master.id,
      depth: 2,
    });
    expect(below.parentId).toBe(first.id);
    expect(lines((await tenantry(here, ['tree', '2', '--json'])).out)).toEqual([first, below]);
    expect((await tenantry(here, ['tree', '--as', '2', '1'])).code).toBe(5);
  });

  it('issues a key with the power that is said', async () => {
    const here = await initialised(onTestFinished);
    const { out } = await tenantry(here, ['key', 'create', '1', '--power', 'read', '--json']);
    expect(JSON.parse(out)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^tenantry_/),
    });
    expect((await tenantry(here, ['key', 'create', '--power', 'all'])).code).toBe(7);
    expect((await tenantry(here, ['key', 'create', '9'])).code).toBe(5);
  });
});

describe('migrate, help and version', () => {
  it('refuses what was never made, and names the command that helps', async () => {
    const here = installation(onTestFinished);
    const { code, said } = await tenantry(here, ['tree']);
    expect(code).toBe(1);
    expect(said).toContain('tenantry init');
    expect(existsSync(join(here.folder, 'tenantry.db'))).toBe(false);
    expect(JSON.parse((await tenantry(here, ['migrate', '--json'])).out).steps).toHaveLength(1);
    expect(JSON.parse((await tenantry(here, ['migrate', '--json'])).out).steps).toEqual([]);
    expect((await tenantry(here, ['tree'])).said).toContain('tenantry init');
  });

  it('prints help and version on standard output', async () => {
    const here = installation(onTestFinished);
    const help = await tenantry(here, ['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('customer');
    expect((await tenantry(here, ['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await tenantry(here, [])).code).toBe(2);
  });

  it('refuses an argument whose bytes were no text', async () => {
    const here = await initialised(onTestFinished);
    const ended = await tenantry(here, ['customer', 'create', '--name', 'a\ufffd']);
    expect(ended).toEqual({ code: 2, out: '', said: 'tenantry: argument 4 is not UTF-8\n' });
  });

  it('names every setting that is wrong, in a line each, and repeats no secret', async () => {
    const { code, said } = await tenantry(
      {
        folder: emptyFolder(onTestFinished),
        environment: {
          TENANTRY_SECRET: 'too short',
          TENANTRY_DATABASE: 'mysql://x',
          TENANTRY_PORT: 'eighty',
        },
      },
      ['tree'],
    );
    expect(code).toBe(2);
    expect(said.trim().split('\n')).toHaveLength(3);
    for (const name of ['TENANTRY_SECRET', 'TENANTRY_DATABASE', 'TENANTRY_PORT'])
      expect(said).toContain(name);
    expect(said).not.toContain('too short');
  });

  it('does the same with what production demands', async () => {
    const environment = { TENANTRY_PUBLIC_URL: 'http://example.com' };
    const here = { folder: emptyFolder(onTestFinished), environment };
    for (const [words, lines] of [
      [['tree'], 1],
      [['init', '--name', 'R', '--email', 'r@example.com'], 3],
    ] as const) {
      const { code, said } = await tenantry(here, words);
      expect(code).toBe(2);
      expect(said).toMatch(/^(?:tenantry: TENANTRY_[A-Z_]+: [^\n]+\n)+$/);
      expect(said.trim().split('\n')).toHaveLength(lines);
    }
  });
});
