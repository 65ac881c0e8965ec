import { type SmtpMailerOptions, type SmtpServer, smtpMailer } from '@tenantry/email';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { authority, ofAnother, ofThisMachine } from './certificates.ts';
import { from, invitation } from './letters.ts';
import { openMailServer } from './mail-server.ts';
import { drop, hang, openScriptedServer, type Script } from './scripted-server.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of opened.splice(0)) await one.close();
});

const login = { user: 'estate', password: 'hunter2' };
const trusting = { authorities: [authority] };
const refusing = { authorities: [] };

/** Sends one letter to a server of the script. */
async function sentTo(
  script: Script,
  tls: SmtpServer['tls'],
  options: Pick<SmtpMailerOptions, 'authorities' | 'timeout'> = trusting,
) {
  const scripted = await openScriptedServer(script, tls);
  const mailer = smtpMailer({
    server: { ...scripted.server, login },
    from,
    timeout: 10_000,
    ...options,
  });
  opened.push(mailer, scripted);
  const outcome = await mailer.send(invitation);
  await mailer.close();
  return { outcome, heard: scripted.heard.flat(), messages: scripted.messages };
}

/** Nothing of a login or a letter. */
const demandSilence = (heard: readonly string[]) => {
  for (const line of heard) expect(line).toMatch(/^(EHLO \S+|HELO \S+|STARTTLS|QUIT)$/);
};

describe('a connection that is encrypted', () => {
  it.each(['required', 'optional'] as const)(
    'by STARTTLS (%s): so is all that matters',
    async (tls) => {
      const users: unknown[] = [];
      const server = await openMailServer(
        {
          ...ofThisMachine,
          disabledCommands: [],
          authOptional: false,
          onAuth: ({ username, password }, _session, done) => {
            users.push([username, password]);
            done(null, { user: username });
          },
        },
        tls,
      );
      const mailer = smtpMailer({ server: { ...server.server, login }, from, ...trusting });
      opened.push(mailer, server);
      expect(await mailer.send(invitation)).toEqual({ kind: 'sent' });
      await mailer.close();
      expect(users).toEqual([['estate', 'hunter2']]);
      const [written = ''] = server.written();
      expect(written).toMatch(/^EHLO \S+\r\nSTARTTLS\r\n\x16\x03/);
      expect(written).not.toMatch(/AUTH|MAIL|RCPT|Invitation/);
    },
  );

  it('from the first byte is so from the first byte', async () => {
    const server = await openMailServer({ ...ofThisMachine, secure: true }, 'implicit');
    const mailer = smtpMailer({ server: server.server, from, ...trusting });
    opened.push(mailer, server);
    expect(await mailer.send(invitation)).toEqual({ kind: 'sent' });
    await mailer.close();
    expect(server.written()[0]).toMatch(/^\x16\x03/);
    expect(server.written()[0]).not.toMatch(/EHLO|MAIL/);
  });

  it('is not made where it must not be', async () => {
    const { outcome, heard } = await sentTo(
      { extensions: ['STARTTLS', 'AUTH PLAIN'], certificate: ofAnother },
      'never',
    );
    expect(outcome).toEqual({ kind: 'sent' });
    expect(heard).not.toContain('STARTTLS');
  });

  it('is missed by nobody where it is optional and not offered', async () => {
    const { outcome } = await sentTo({}, 'optional');
    expect(outcome).toEqual({ kind: 'sent' });
  });
});

describe('where TLS is required', () => {
  it.each<[string, Script, string]>([
    ['does not offer it', {}, 'the server refused the encryption (500)'],
    [
      'cannot do it now',
      { extensions: ['STARTTLS'], reactions: { STARTTLS: '454 4.7.0 later' } },
      'the server put off the encryption (454 4.7.0)',
    ],
    [
      'knows no EHLO',
      { reactions: { EHLO: (before) => (before === 0 ? '500 what?' : '250 hello') } },
      'the server refused the connection (500)',
    ],
    [
      'goes away',
      { extensions: ['STARTTLS'], reactions: { STARTTLS: drop } },
      'connecting failed (ECONNECTION)',
    ],
    [
      'says yes and speaks no TLS',
      { extensions: ['STARTTLS'], reactions: { STARTTLS: '220 go on\r\n250 AUTH PLAIN' } },
      'connecting failed (somebody else spoke for the server)',
    ],
  ])('nothing is told to a server that %s', async (_, script, reason) => {
    const { outcome, heard, messages } = await sentTo(script, 'required');
    expect(outcome).toEqual({ kind: 'failed', reason });
    demandSilence(heard);
    expect(messages).toEqual([]);
  });

  it('nothing is told to a server that falls silent', async () => {
    const script: Script = { extensions: ['STARTTLS'], reactions: { STARTTLS: hang } };
    const { outcome, heard } = await sentTo(script, 'required', { ...trusting, timeout: 200 });
    expect(outcome).toEqual({ kind: 'failed', reason: 'no answer in time while connecting' });
    demandSilence(heard);
  });
});

describe('a certificate', () => {
  const extensions = ['STARTTLS', 'AUTH PLAIN'];

  it.each<[string, Script, typeof trusting | typeof refusing, string]>([
    [
      'of nobody who is trusted',
      { extensions, certificate: ofThisMachine },
      refusing,
      'connecting failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)',
    ],
    [
      'of another host',
      { extensions, certificate: ofAnother },
      trusting,
      'connecting failed (ERR_TLS_CERT_ALTNAME_INVALID)',
    ],
  ])('%s is refused, whatever the environment says', async (_, script, trust, reason) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    for (const tls of ['required', 'optional'] as const) {
      const { outcome, heard, messages } = await sentTo(script, tls, trust);
      expect(outcome).toEqual({ kind: 'failed', reason });
      demandSilence(heard);
      expect(messages).toEqual([]);
    }
  });

  it.each([
    ['of nobody who is trusted', ofThisMachine, refusing],
    ['of another host', ofAnother, trusting],
  ])('%s is refused where TLS comes first', async (_, certificate, trust) => {
    const server = await openMailServer({ ...certificate, secure: true }, 'implicit');
    const mailer = smtpMailer({
      server: { ...server.server, login },
      from,
      timeout: 10_000,
      ...trust,
    });
    opened.push(mailer, server);
    expect(await mailer.send(invitation)).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^connecting failed \((UNABLE|ERR_TLS)_\w+\)$/),
    });
  });
});

describe('what somebody says before the handshake', () => {
  it.each([
    '250-scripted.test\r\n250 AUTH PLAIN\r\n',
    '250 AUTH PLAIN',
    '235 welcome\r\n250 ok\r\n',
  ])('is believed by nobody, and nothing is sent: %j', async (injected) => {
    const { outcome, heard, messages } = await sentTo(
      { extensions: ['STARTTLS'], certificate: ofThisMachine, encrypted: [], injected },
      'required',
    );
    expect(outcome).toEqual({
      kind: 'failed',
      reason: 'connecting failed (somebody else spoke for the server)',
    });
    demandSilence(heard);
    expect(messages).toEqual([]);
  });
});
