import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailUrl } from './mailer-for.ts';
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts';

const server = (host: string, port: number, tls: SmtpServer['tls']) => ({
  kind: 'smtp',
  host,
  port,
  tls,
});

describe('the URL of an SMTP server', () => {
  it.each([
    ['smtp://mail.test', server('mail.test', 587, 'required')],
    ['smtp://mail.test:25', server('mail.test', 25, 'required')],
    ['SMTP://MAIL.test/', server('mail.test', 587, 'required')],
    ['smtp://mail.test?tls=required', server('mail.test', 587, 'required')],
    ['smtp://mail.test?tls=optional', server('mail.test', 587, 'optional')],
    ['smtp://relay:1025/?tls=never', server('relay', 1025, 'never')],
    ['smtps://mail.test', server('mail.test', 465, 'implicit')],
    ['smtps://[2001:db8::1]:4650', server('2001:db8::1', 4650, 'implicit')],
    ['smtp://localhost:1025', server('localhost', 1025, 'optional')],
    ['smtp://mail.localhost', server('mail.localhost', 587, 'optional')],
    ['smtp://127.0.0.9:1025', server('127.0.0.9', 1025, 'optional')],
    ['smtp://[::1]:1025', server('::1', 1025, 'optional')],
    ['smtp://localhost?tls=required', server('localhost', 587, 'required')],
  ])('%s', (url, value) => {
    expect(parseSmtpUrl(url)).toEqual({ ok: true, value });
    expect(parseMailUrl(url)).toEqual({ ok: true, value });
  });

  it.each([
    ['smtp://u:p@mail.test', { user: 'u', password: 'p' }],
    ['smtps://jane%40x.test:%23%2F%3F%20%25@mail.test', { user: 'jane@x.test', password: '#/? %' }],
    ['smtp://u:p@localhost', { user: 'u', password: 'p' }],
    ['smtp://u:p%C3%A4@127.0.0.1?tls=never', { user: 'u', password: 'pä' }],
  ])('%s has a login', (url, login) => {
    expect(parseSmtpUrl(url)).toMatchObject({ ok: true, value: { login } });
  });

  it.each([
    ['no host', 'smtp://'],
    ['no host', 'smtp:'],
    ['no host', 'smtp:hunter2'],
    ['a path', 'smtp://mail.test/hunter2'],
    ['another parameter', 'smtp://mail.test?pool=hunter2'],
    ['another parameter', 'smtp://mail.test?tls=required&hunter2'],
    ['another value', 'smtp://mail.test?tls=hunter2'],
    ['a parameter twice', 'smtp://mail.test?tls=never&tls=required'],
    ['a parameter with smtps', 'smtps://mail.test?tls=never'],
    ['a password with #', 'smtp://u:hunter2#x@mail.test'],
    ['a password with /', 'smtp://u:hunter2/x@mail.test'],
    ['a password with ?', 'smtp://u:hunter2?x@mail.test'],
    ['a password with %', 'smtp://u:hunter2%@mail.test'],
    ['a password with a blank', 'smtp://u:hunter2 x@mail.test'],
    ['a password with a line end', 'smtp://u:hunter2%0Ax@mail.test'],
    ['a password that is no UTF-8', 'smtp://u:hunter2%ff@mail.test'],
    ['no user', 'smtp://:hunter2@mail.test'],
    ['no password', 'smtp://hunter2@mail.test'],
    ['a password that could be read', 'smtp://u:hunter2@mail.test?tls=optional'],
    ['a password that can be read', 'smtp://u:hunter2@mail.test?tls=never'],
    ['port 0', 'smtp://mail.test:0'],
    ['no port', 'smtp://mail.test:hunter2'],
    ['half an address', 'smtp://127.1'],
    ['a host outside ASCII', 'smtp://münchen.test'],
  ])('is refused with %s, without repeating it', (_, url) => {
    const parsed = parseSmtpUrl(url);
    expect(parsed).toMatchObject({ ok: false, error: expect.stringMatching(/^must /) });
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });

  it('never lets a password go where it could be read', () => {
    const hosts = fc.constantFrom('mail.test', '10.0.0.1', 'localhost.test', 'relay');
    const endings = fc.constantFrom(
      '',
      '?tls=optional',
      '?tls=never',
      '?tls=required',
      '?',
      '?tls',
    );
    fc.assert(
      fc.property(hosts, endings, fc.constantFrom('smtp', 'smtps'), (host, ending, scheme) => {
        const parsed = parseSmtpUrl(`${scheme}://u:p@${host}${ending}`);
        if (parsed.ok) expect(['required', 'implicit']).toContain(parsed.value.tls);
      }),
    );
  });
});
