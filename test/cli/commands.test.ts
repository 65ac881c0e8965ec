import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { type Installation, tenantry } from './tenantry.ts';

const environment = { TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more' };

const installation = (): Installation => ({ folder: emptyFolder(), environment });

const initialised = (): Installation => {
  const made = installation();
  const { code, said } = tenantry(made, ['init', '--name', 'Root', '--email', 'root@example.com']);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return made;
};

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('init', () => {
  it('shows account, key and a generated password, and refuses a second time', () => {
    const here = installation();
    const words = ['init', '--name', 'Root', '--email', 'Root@Example.com', '--json'];
    const first = tenantry(here, words);
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

    const second = tenantry(here, words);
    expect(second.code).toBe(6);
    expect(second.out).toBe('');
    expect(JSON.parse(second.said)).toEqual({ error: { kind: 'AlreadyInitialised' } });

    const taken = tenantry(here, [...words, '--another']);
    expect(JSON.parse(taken.said).error.kind).toBe('EmailTaken');
    expect(
      tenantry(here, ['init', '--name', 'B', '--email', 'b@example.com', '--another']).code,
    ).toBe(0);
    expect(tenantry(here, ['tree']).code).toBe(2);
    expect(tenantry(here, ['tree', '--as', '1', '--json']).code).toBe(0);
  });

  it('takes a password from standard input, less one line end, and names every fault', () => {
    const here = installation();
    const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--password-stdin'];
    const refused = tenantry(
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
    const made = tenantry(here, [...words, '--json'], ' correct horse battery \r\n');
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out).user).toEqual({
      email: 'root@example.com',
      userName: 'root@example.com',
    });
  });

  it('needs a secret and says which setting holds it', () => {
    const { code, said } = tenantry({ folder: emptyFolder() }, [
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

  it('takes a policy from a file, and names each fault in it', () => {
    const here = installation();
    const file = join(here.folder, 'policy.json');
    const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--policy', file];
    writeFileSync(file, '{"passwordMinimum": 0, "defaultRole": 9, "bogus": 1}');
    const refused = tenantry(here, words);
    expect(refused.code).toBe(7);
    expect(refused.said).toContain('policy.passwordMinimum must be at least 1');
    expect(refused.said).toContain('policy.bogus is no field of this');
    writeFileSync(
      file,
      '{"roles": [{"id": 7, "power": "manage"}, {"id": 1, "power": "manage"}], "defaultRole": 7}',
    );
    expect(tenantry(here, words).code).toBe(0);
    const made = tenantry(here, [
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
  it('is created by flags, shown and listed', () => {
    const here = initialised();
    const made = tenantry(here, [
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
    expect(tenantry(here, ['customer', 'show', customer.id, '--json']).out).toBe(made.out);
    expect(tenantry(here, ['customer', 'show', '2', '--json']).out).toBe(made.out);
    const beneath = tenantry(here, [
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
      lines(tenantry(here, ['customer', 'list', '--json']).out).map(({ name }) => name),
    ).toEqual(['First', 'Second']);
  });

  it('is created from a file, its configurations token for token', () => {
    const here = initialised();
    const configurations = '{"10":{"n":1.0},"2":{"__proto__":{"big":9007199254740993},"e":1e400}}';
    const file = `{"kind":"customer","name":"Filed","configurations":${configurations}}`;
    const made = tenantry(here, ['customer', 'create', '--file', '-', '--json'], file);
    expect(made.said).toBe('');
    expect(made.out).toContain(`"configurations":${configurations}`);
    expect(tenantry(here, ['customer', 'show', '2', '--json']).out).toBe(made.out);
  });

  it.each([
    ['no JSON', '{"name":'],
    ['no object', '[]'],
    ['a key twice', '{"name":"a","name":"b"}'],
    ['another kind', '{"kind":"partner","name":"a"}'],
    ['an unknown field', '{"name":"a","nmae":"b"}'],
    ['a user without e-mail', '{"name":"a","users":[{"name":"b"}]}'],
  ])('is refused with 7 from a file with %s, and nothing is made', (_, file) => {
    const here = initialised();
    const { code, out, said } = tenantry(here, ['customer', 'create', '--file', '-'], file);
    expect({ code, out }).toEqual({ code: 7, out: '' });
    expect(said).toMatch(/^tenantry: /);
    expect(tenantry(here, ['customer', 'list', '--json']).out).toBe('');
  });

  it('answers 5 for an account that is not there, and 2 for words that mean nothing', () => {
    const here = initialised();
    expect(tenantry(here, ['customer', 'show', '99']).code).toBe(5);
    expect(tenantry(here, ['customer', 'create', '--name', 'A', '--parent', '99']).code).toBe(5);
    expect(tenantry(here, ['customer', 'show', '1']).code).toBe(5);
    expect(tenantry(here, ['customer', 'create']).code).toBe(2);
    expect(tenantry(here, ['customer', 'create', '--name', 'A', '--user', 'nobody']).code).toBe(2);
    const mistyped = tenantry(here, ['customer', 'shwo']);
    expect(mistyped.code).toBe(2);
    expect(mistyped.said).toContain('show');
  });
});

describe('tree and key', () => {
  it('shows parents first with what counts', () => {
    const here = initialised();
    tenantry(here, ['customer', 'create', '--name', 'First']);
    tenantry(here, ['customer', 'create', '--name', 'Below', '--parent', '2']);
    const [master, first, below, ...more] = lines(tenantry(here, ['tree', '--json']).out);
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
    expect(lines(tenantry(here, ['tree', '2', '--json']).out)).toEqual([first, below]);
    expect(tenantry(here, ['tree', '--as', '2', '1']).code).toBe(5);
  });

  it('issues a key with the power that is said', () => {
    const here = initialised();
    const { out } = tenantry(here, ['key', 'create', '1', '--power', 'read', '--json']);
    expect(JSON.parse(out)).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^tenantry_/),
    });
    expect(tenantry(here, ['key', 'create', '--power', 'all']).code).toBe(7);
    expect(tenantry(here, ['key', 'create', '9']).code).toBe(5);
  });
});

describe('migrate, help and version', () => {
  it('refuses what was never made, and names the command that helps', () => {
    const here = installation();
    const { code, said } = tenantry(here, ['tree']);
    expect(code).toBe(1);
    expect(said).toContain('tenantry init');
    expect(existsSync(join(here.folder, 'tenantry.db'))).toBe(false);
    expect(JSON.parse(tenantry(here, ['migrate', '--json']).out).steps).toHaveLength(1);
    expect(JSON.parse(tenantry(here, ['migrate', '--json']).out).steps).toEqual([]);
    expect(tenantry(here, ['tree']).said).toContain('tenantry init');
  });

  it('prints help and version on standard output', () => {
    const here = installation();
    const help = tenantry(here, ['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('customer');
    expect(tenantry(here, ['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(tenantry(here, []).code).toBe(2);
  });

  it('names every setting that is wrong, in a line each, and repeats no secret', () => {
    const { code, said } = tenantry(
      {
        folder: emptyFolder(),
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
});
