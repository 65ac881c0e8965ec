import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProcessSettings, parseProcessSettings } from './process-settings.ts';
import { settings } from './settings.ts';

const good = 'a secret of more than thirty-two bytes';
const newer = 'another secret of more than thirty-two bytes';

type Arguments = Parameters<typeof parseProcessSettings>;

const parsed = (...given: Arguments): ProcessSettings => {
  const read = parseProcessSettings(...given);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.value;
};

const problems = (...given: Arguments): readonly string[] => {
  const read = parseProcessSettings(...given);
  return read.ok ? [] : read.problems;
};

describe('the settings of a process', () => {
  it('has a default for everything but the secret', () => {
    expect(parsed({})).toEqual({
      database: 'sqlite:./tenantry.db',
      poolSize: 10,
      mail: 'console:',
      mailFrom: 'no-reply@tenantry.invalid',
      publicUrl: 'http://127.0.0.1:8080',
      secret: [],
      host: '127.0.0.1',
      port: 8080,
      trustedProxies: [],
      maxConnections: 10_000,
      migrate: 'check',
      logLevel: 'info',
    });
  });

  it('comes from the environment', () => {
    const value = parsed({
      TENANTRY_DATABASE: 'postgresql://jane@db.test/tenantry',
      TENANTRY_POOL_SIZE: '25',
      TENANTRY_MAIL: 'directory:./mail',
      TENANTRY_MAIL_FROM: 'Estate <no-reply@estate.test>',
      TENANTRY_PUBLIC_URL: 'https://Estate.test/tenants/',
      TENANTRY_SECRET: `${newer}, ${good}`,
      TENANTRY_HOST: '::1',
      TENANTRY_PORT: ' 9090 ',
      TENANTRY_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::/32 192.0.2.1',
      TENANTRY_MAX_CONNECTIONS: '500',
      TENANTRY_MIGRATE: 'auto',
      TENANTRY_LOG_LEVEL: 'debug',
      TENANTRY_HASH_CONCURRENCY: '3',
      UNRELATED: 'x',
    });
    expect(value).toEqual({
      database: 'postgresql://jane@db.test/tenantry',
      poolSize: 25,
      mail: 'directory:./mail',
      mailFrom: 'Estate <no-reply@estate.test>',
      publicUrl: 'https://estate.test/tenants',
      secret: [newer, good],
      host: '::1',
      port: 9090,
      trustedProxies: ['10.0.0.0/8', '2001:db8::/32', '192.0.2.1'],
      maxConnections: 500,
      migrate: 'auto',
      logLevel: 'debug',
      hashConcurrency: 3,
    });
    expect(Object.isFrozen(value)).toBe(true);
  });

  it('takes a flag before the environment, and that before a default', () => {
    const environment = { TENANTRY_PORT: '1', TENANTRY_HOST: 'in-environment.test' };
    const sources = { defaults: { port: '3', host: 'by-default.test', migrate: 'auto' } };
    expect(parsed(environment, { port: '2' }, sources)).toMatchObject({
      port: 2,
      host: 'in-environment.test',
      migrate: 'auto',
    });
    expect(parsed({}, {}, sources)).toMatchObject({ port: 3, host: 'by-default.test' });
  });

  it('takes an empty text for none', () => {
    const empty = Object.fromEntries(settings.map(({ name }) => [name, ' ']));
    expect(parsed(empty, { port: '', mail: undefined })).toEqual(parsed({}));
    expect(parsed({ TENANTRY_SECRET_FILE: '' }).secret).toEqual([]);
  });

  it.each([
    [{ TENANTRY_HOST: '::1', TENANTRY_PORT: '99' }, 'http://[::1]:99'],
    [{ TENANTRY_HOST: 'box.test', TENANTRY_PORT: '80' }, 'http://box.test:80'],
    [{ TENANTRY_HOST: '::1', TENANTRY_PUBLIC_URL: 'http://localhost/' }, 'http://localhost'],
  ])('makes the public URL of host and port: %o', (environment, publicUrl) => {
    expect(parsed(environment).publicUrl).toBe(publicUrl);
  });

  it.each([
    ['TENANTRY_DATABASE', 'mysql://user:hunter2@db.test/x'],
    ['TENANTRY_DATABASE', 'postgres://user:hunter2@db.test'],
    ['TENANTRY_DATABASE', 'postgres://user:12#hunter2@db.test/x'],
    ['TENANTRY_POOL_SIZE', '0'],
    ['TENANTRY_POOL_SIZE', 'hunter2'],
    ['TENANTRY_MAIL', 'imap://user:hunter2@mail.test'],
    ['TENANTRY_MAIL', 'smtp://user:hunter2@mail.test?tls=optional'],
    ['TENANTRY_MAIL', 'smtp://user:12#hunter2@mail.test'],
    ['TENANTRY_MAIL_FROM', 'hunter2'],
    ['TENANTRY_PUBLIC_URL', 'https://user:hunter2@x.test'],
    ['TENANTRY_PUBLIC_URL', 'https://x.test/?hunter2'],
    ['TENANTRY_PUBLIC_URL', 'https://x.test/#hunter2'],
    ['TENANTRY_PUBLIC_URL', 'ftp://hunter2.test'],
    ['TENANTRY_PUBLIC_URL', 'hunter2'],
    ['TENANTRY_SECRET', 'hunter2'],
    ['TENANTRY_SECRET', `${good},hunter2`],
    ['TENANTRY_SECRET', ', ,'],
    ['TENANTRY_HOST', '[::1]'],
    ['TENANTRY_HOST', 'hunter2 x'],
    ['TENANTRY_HOST', '256.1.1.1'],
    ['TENANTRY_HOST', 'fe80::1%eth0'],
    ['TENANTRY_PORT', '65536'],
    ['TENANTRY_PORT', '-1'],
    ['TENANTRY_PORT', '1e3'],
    ['TENANTRY_PORT', '8080 hunter2'],
    ['TENANTRY_TRUSTED_PROXIES', 'hunter2'],
    ['TENANTRY_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TENANTRY_TRUSTED_PROXIES', '10.0.0.1, hunter2/8'],
    ['TENANTRY_TRUSTED_PROXIES', 'fe80::1%eth0'],
    ['TENANTRY_MAX_CONNECTIONS', '0'],
    ['TENANTRY_MIGRATE', 'hunter2'],
    ['TENANTRY_LOG_LEVEL', 'hunter2'],
    ['TENANTRY_HASH_CONCURRENCY', '0'],
    ['TENANTRY_HASH_CONCURRENCY', '65'],
  ])('refuses %s=%s in one line that names it', (name, text) => {
    const told = problems({ [name]: text });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${name}: [^\\n]+$`));
    expect(told[0]).not.toContain('hunter2');
  });

  it('tells every problem at once', () => {
    const told = problems(
      { TENANTRY_SECRET: 'x', TENANTRY_SECRET_FILE: '/y', TENANTRY_PORT: 'x', TENANTRY_MAIL: 'x' },
      { migrate: 'x' },
    );
    expect(told.map((line) => line.split(':')[0])).toEqual([
      'TENANTRY_SECRET',
      'TENANTRY_MAIL',
      'TENANTRY_PORT',
      'TENANTRY_MIGRATE',
    ]);
  });

  it('never throws, and never repeats what it was given', () => {
    const names = settings.map(({ name }) => name);
    const texts = fc.string({ unit: 'binary', minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(...names), texts, (name, text) => {
        for (const line of problems({ [name]: text })) {
          expect(line).not.toContain(text);
          expect(line).toMatch(/^TENANTRY_[A-Z_]+: [^\n\r]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the secret of a process', () => {
  it('may stand in a file, with a line end, or one secret a line', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tenantry-secret-'));
    try {
      const file = join(directory, 'secret');
      await writeFile(file, `${newer}\r\n${good}\n`);
      expect(parsed({ TENANTRY_SECRET_FILE: file }).secret).toEqual([newer, good]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('is read from its file by whatever reads files', () => {
    const readFile = (path: string) => `${good}${path}`;
    expect(parsed({ TENANTRY_SECRET_FILE: '/1' }, {}, { readFile }).secret).toEqual([`${good}/1`]);
  });

  it('is refused where it is given twice, cannot be read, or the file is empty', () => {
    const both = { TENANTRY_SECRET: good, TENANTRY_SECRET_FILE: '/hunter2' };
    expect(problems(both)).toEqual([
      'TENANTRY_SECRET: give it, or TENANTRY_SECRET_FILE, but not both',
    ]);
    expect(problems({ TENANTRY_SECRET_FILE: '/nowhere/hunter2' })).toEqual([
      'TENANTRY_SECRET_FILE: cannot be read (ENOENT)',
    ]);
    expect(problems({ TENANTRY_SECRET_FILE: '/x' }, {}, { readFile: () => '\n' })).toEqual([
      'TENANTRY_SECRET: holds no secret',
    ]);
  });

  it('says which of several is too short', () => {
    expect(problems({ TENANTRY_SECRET: `${good}\nshort` })).toEqual([
      'TENANTRY_SECRET: secret 2 of 2 has fewer than 32 bytes',
    ]);
  });
});

describe('the database of a process', () => {
  const url = 'postgres://jane:hunter2@db.test/tenantry';
  const readFile = (path: string) => (path === '/url' ? `${url}\n` : '');

  it('may stand in a file, which a flag passes over', () => {
    const environment = { TENANTRY_DATABASE_FILE: '/url' };
    expect(parsed(environment, {}, { readFile }).database).toBe(url);
    const flags = { database: 'memory:' };
    expect(parsed(environment, flags, { readFile }).database).toBe('memory:');
    expect(parsed({ TENANTRY_DATABASE_FILE: '/nowhere' }, flags).database).toBe('memory:');
  });

  it('is refused where it is given twice, cannot be read, or the file is empty', () => {
    const told = (environment: Readonly<Record<string, string>>) =>
      problems(environment, {}, { readFile });
    expect(told({ TENANTRY_DATABASE: 'memory:', TENANTRY_DATABASE_FILE: '/url' })).toEqual([
      'TENANTRY_DATABASE: give it, or TENANTRY_DATABASE_FILE, but not both',
    ]);
    expect(problems({ TENANTRY_DATABASE_FILE: '/nowhere/hunter2' })).toEqual([
      'TENANTRY_DATABASE_FILE: cannot be read (ENOENT)',
    ]);
    expect(told({ TENANTRY_DATABASE_FILE: '/empty' })).toEqual([
      expect.stringMatching(/^TENANTRY_DATABASE: must be /),
    ]);
  });
});

describe('the mail of a process', () => {
  const url = 'smtp://jane:hunter2@mail.test:2525';

  it('may go to a server, whose password may stand in a file', () => {
    const readFile = () => `${url}\n`;
    expect(parsed({ TENANTRY_MAIL: url }).mail).toBe(url);
    expect(parsed({ TENANTRY_MAIL_FILE: '/url' }, {}, { readFile }).mail).toBe(url);
    expect(parsed({ TENANTRY_MAIL: 'smtps://mail.test' }).mail).toBe('smtps://mail.test');
  });
});

describe('the table of settings', () => {
  it('names each setting once, with a sentence on what it means', () => {
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    for (const { name, meaning } of settings) {
      expect(name).toMatch(/^TENANTRY_[A-Z]+(_[A-Z]+)*$/);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('has the defaults that hold', () => {
    const environment = Object.fromEntries(
      settings.flatMap((setting) =>
        'default' in setting && setting.key !== 'publicUrl'
          ? [[setting.name, setting.default]]
          : [],
      ),
    );
    expect(parsed(environment)).toEqual(parsed({}));
  });
});
