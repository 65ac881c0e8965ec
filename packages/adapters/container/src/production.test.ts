import { describe, expect, it } from 'vitest';
import { demandsDurable, productionProblems } from './production.ts';
import { isLoopback, parsePublicUrl, urlOf } from './public-url.ts';

const secret = 'a secret of more than thirty-two bytes';
const mail = 'directory:./mail';
const publicUrl = 'https://estate.test';

const settingsNamed = (problems: readonly string[]) => problems.map((line) => line.split(':')[0]);

describe('a public URL', () => {
  it.each([
    ['https://estate.test', 'https://estate.test'],
    ['https://ESTATE.test:443//', 'https://estate.test'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://estate.test/a/b/', 'https://estate.test/a/b'],
    ['http://[::1]:80', 'http://[::1]'],
    ['https://münchen.test', 'https://xn--mnchen-3ya.test'],
  ])('%s', (given, value) => {
    expect(parsePublicUrl(given)).toEqual({ ok: true, value });
  });

  it.each([
    '',
    '/',
    'estate.test',
    'javascript:alert(1)',
    'https://',
    'https://a@estate.test',
    'https://estate.test?',
    'https://estate.test#',
  ])('is not %j', (given) => {
    expect(parsePublicUrl(given).ok).toBe(false);
  });

  it.each(['localhost', 'LOCALHOST', 'app.localhost', '127.0.0.1', '127.1', '127.9.9.9', '::1'])(
    'of %s is of this machine',
    (host) => {
      expect(isLoopback(urlOf(host, 80))).toBe(true);
    },
  );

  it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.test', '127.0.0.1.test', 'notlocalhost'])(
    'of %s is not',
    (host) => {
      expect(isLoopback(urlOf(host, 80))).toBe(false);
    },
  );
});

describe('production', () => {
  it('does not begin on this machine itself', () => {
    expect(productionProblems({ publicUrl: 'http://localhost:8080' })).toEqual([]);
  });

  it('demands https, a secret, and mail that is sent', () => {
    expect(productionProblems({ publicUrl, secret, mail })).toEqual([]);
    expect(settingsNamed(productionProblems({ publicUrl: 'http://estate.test' }))).toEqual([
      'TENANTRY_PUBLIC_URL',
      'TENANTRY_SECRET',
      'TENANTRY_MAIL',
    ]);
    expect(settingsNamed(productionProblems({ publicUrl, secret: [], mail }))).toEqual([
      'TENANTRY_SECRET',
    ]);
    expect(settingsNamed(productionProblems({ publicUrl, secret, mail: 'console:' }))).toEqual([
      'TENANTRY_MAIL',
    ]);
  });

  it('demands a sender of mail that goes by SMTP', () => {
    const smtp = { publicUrl, secret, mail: 'smtps://mail.test' };
    expect(productionProblems({ ...smtp, mailFrom: 'no-reply@estate.test' })).toEqual([]);
    for (const mailFrom of [{}, { mailFrom: 'no-reply@tenantry.invalid' }])
      expect(settingsNamed(productionProblems({ ...smtp, ...mailFrom }))).toEqual([
        'TENANTRY_MAIL_FROM',
      ]);
  });

  it('leaves a mailer of the host to the host', () => {
    const mailer = { send: async () => ({ kind: 'sent' }) as const, close: async () => {} };
    expect(productionProblems({ publicUrl, secret, mailer })).toEqual([]);
  });

  it('demands a database that forgets nothing, of whoever writes', () => {
    expect(demandsDurable({ publicUrl })).toBe(true);
    expect(demandsDurable({ publicUrl, readOnly: true })).toBe(false);
    expect(demandsDurable({ publicUrl: 'http://localhost:8080' })).toBe(false);
  });

  it('demands no more than https of whoever only reads', () => {
    expect(productionProblems({ publicUrl, readOnly: true })).toEqual([]);
    expect(
      settingsNamed(productionProblems({ publicUrl: 'http://estate.test', readOnly: true })),
    ).toEqual(['TENANTRY_PUBLIC_URL']);
  });
});
