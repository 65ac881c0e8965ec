import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, tenantry } from '../in-process.test.kit.ts';
import { beside, secretFile } from './open.ts';

describe('what is kept beside a database', () => {
  it.each([
    ['sqlite:./a.db', './a.db.secret'],
    ['sqlite:///var/a.db', '/var/a.db.secret'],
    ['memory:', undefined],
    ['postgres://jane:hunter2@db.test/tenantry', 'tenantry@db.test+5432.secret'],
    ['postgresql://[::1]:6432/a%20b', 'a%20b@%3A%3A1+6432.secret'],
    ['postgres://%2Frun%2Fpg/tenantry', 'tenantry@%2Frun%2Fpg+5432.secret'],
    ['postgres://..%2F..%2Fetc/tenantry', 'tenantry@..%2F..%2Fetc+5432.secret'],
  ])('%s has %s', (database, file) => {
    expect(secretFile(database)).toBe(file);
  });

  it('is of that database alone', () => {
    const files = [
      'postgres://a.test/b',
      'postgres://a.test/c',
      'postgres://a.test:5433/b',
      'postgres://b.test/a',
    ].map((url) => beside(url, ''));
    expect(new Set(files).size).toBe(files.length);
  });
});

describe('the URL of a mail server', () => {
  it('may hold a password, but not on the command line', async () => {
    const here = { folder: emptyFolder(onTestFinished) };
    const mail = 'smtps://jane:hunter2@mail.test';
    const { code, out, said } = await tenantry(here, ['mail', 'deliver', '--mail', mail]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toMatch(/^tenantry: --mail: [^\n]*TENANTRY_MAIL_FILE[^\n]*\n$/);
    expect(said).not.toContain('hunter2');
  });
});

describe('the URL of a database', () => {
  const nobody = 'postgres://jane:hunter2@127.0.0.1:1/tenantry';

  it('may hold a password, but not on the command line', async () => {
    const here = { folder: emptyFolder(onTestFinished) };
    const { code, out, said } = await tenantry(here, ['tree', '--database', nobody]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toMatch(/^tenantry: --database: [^\n]*TENANTRY_DATABASE_FILE[^\n]*\n$/);
    expect(said).not.toContain('hunter2');
  });

  it('is never shown, and a database that is away is 8 for a command and 1 for the server', async () => {
    const environment = {
      TENANTRY_DATABASE: nobody,
      TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more',
    };
    const here = { folder: emptyFolder(onTestFinished), environment };
    for (const [code, ...words] of [
      [8, 'tree'],
      [8, 'init', '--name', 'Root', '--email', 'root@example.com'],
      [8, 'customer', 'create', '--name', 'First'],
      [8, 'migrate'],
      [1, 'serve', '--port', '0'],
      [1, 'serve', '--dev', '--port', '0'],
    ] as const) {
      const ended = await tenantry(here, words);
      expect({ words, code: ended.code, out: ended.out }).toEqual({ words, code, out: '' });
      expect(ended.said).toMatch(
        /^tenantry: (nothing is served: )?TENANTRY_DATABASE cannot be opened: [^\n]*ECONNREFUSED 127\.0\.0\.1:1\n$/,
      );
    }
    const { code, out, said } = await tenantry(here, ['tree', '--json']);
    expect({ code, out, said: JSON.parse(said) }).toEqual({
      code: 8,
      out: '',
      said: { error: { kind: 'Unavailable', retryAfter: 1, message: expect.any(String) } },
    });
  });
});
