import { asciiAddress, EmailAddress } from '@tenantry/domain';
import { smtpMailer } from '@tenantry/email';
import { emailAddresses } from '@tenantry/testing';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf, namesOf, ownFields, unstuffed } from './dialogue.ts';
import { from, invitation, numbered } from './letters.ts';
import { type MailServer, openMailServer, openTolerantServer } from './mail-server.ts';

let server: MailServer;
beforeAll(async () => {
  server = await openMailServer();
});
afterAll(() => server.close());

describe('what goes over the wire', () => {
  it('is one sender, one recipient and one message of a few header fields', async () => {
    const mailer = smtpMailer({ server: server.server, from });
    expect(await mailer.send(invitation)).toEqual({ kind: 'sent' });
    await mailer.close();
    const { commands, messages } = server.dialogues().at(-1) ?? { commands: [], messages: [] };
    expect(commands.map((command) => command.replace(/^EHLO \S+$/, 'EHLO'))).toEqual([
      'EHLO',
      'MAIL FROM:<no-reply@estate.test>',
      'RCPT TO:<jane.doe@example.com>',
      'DATA',
      'QUIT',
    ]);
    const raw = unstuffed(messages[0]?.raw ?? '');
    expect(namesOf(raw)).toEqual(ownFields);
    expect(fieldsOf(raw)).toEqual([
      'Auto-Submitted: auto-generated',
      'From: Estate Office <no-reply@estate.test>',
      'To: Jane Doe <jane.doe@example.com>',
      'Subject: Invitation to Example Account - Estate',
      `Message-ID: <${invitation.id}@estate.test>`,
      expect.stringMatching(/^Date: \w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/),
      'MIME-Version: 1.0',
      expect.stringMatching(/^Content-Type: multipart\/alternative; boundary="[^"]+"$/),
    ]);
    expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(998);
    const { text = '', html = '' } = await PostalMime.parse(raw);
    for (const body of [text, html]) expect(body).toContain(invitation.link);
    expect(raw.match(/^Content-Type: text\/\w+; charset=utf-8/gm)).toEqual([
      'Content-Type: text/plain; charset=utf-8',
      'Content-Type: text/html; charset=utf-8',
    ]);
  });

  it('names the recipient exactly as it is stored', async () => {
    const tolerant = await openTolerantServer();
    const mailer = smtpMailer({ server: tolerant.server, from });
    const addresses = fc
      .sample(emailAddresses(), 60)
      .map((given) => asciiAddress(EmailAddress.parse(given)));
    addresses.push("o'hara!#$%&*/=?^`{|}~-@Example.COM", 'jane@XN--MNCHEN-3YA.de');
    for (const [at, address] of addresses.entries())
      expect(await mailer.send(numbered(at, { to: { name: 'Jane', address } }))).toEqual({
        kind: 'sent',
      });
    await mailer.close();
    const recipients = messagesOf(tolerant).map((message) => message.recipients);
    await tolerant.close();
    expect(recipients).toEqual(addresses.map((address) => [address]));
  });

  it('is nothing at all where the address is none', async () => {
    const mailer = smtpMailer({ server: server.server, from });
    const before = server.written().length;
    for (const address of [
      'v@ok.test,x@evil.test',
      'v@ok.test\uff20evil.test',
      'm\u0131ke@ok.test',
      '"user"@ok.test(x)evil.test',
      'jane@m\u00fcnchen.de',
      'v@ok.test>\r\nRCPT TO:<x@evil.test',
      ' v@ok.test',
    ])
      expect(await mailer.send({ ...invitation, to: { name: 'V', address } })).toMatchObject({
        kind: 'refused',
      });
    await mailer.close();
    expect(server.written()).toHaveLength(before);
  });

  it('keeps a line of one dot what it is', async () => {
    const text = ['.', '..', '.hidden', '', '.', invitation.link].join('\n');
    const mailer = smtpMailer({
      server: server.server,
      from,
      templates: { invitation: () => ({ subject: 'Dots', text, html: '<p>.</p>' }) },
    });
    const before = messagesOf(server).length;
    for (const number of [1, 2])
      expect(await mailer.send(numbered(number))).toEqual({ kind: 'sent' });
    await mailer.close();
    const messages = messagesOf(server).slice(before);
    expect(messages).toHaveLength(2);
    for (const { raw } of messages)
      expect((await PostalMime.parse(unstuffed(raw))).text?.trimEnd()).toBe(text);
  });
});

describe('connections', () => {
  it('are used again, a few at once, and gone when the mailer is closed', async () => {
    const own = await openMailServer();
    const mailer = smtpMailer({ server: own.server, from, connections: 3 });
    for (let number = 0; number < 5; number++) await mailer.send(numbered(number));
    expect(own.written()).toHaveLength(1);
    await Promise.all(Array.from({ length: 12 }, (_, number) => mailer.send(numbered(number))));
    expect(own.written()).toHaveLength(3);
    expect(messagesOf(own)).toHaveLength(17);
    await mailer.close();
    expect(own.dialogues().map(({ commands }) => commands.at(-1))).toEqual(Array(3).fill('QUIT'));
    expect(await mailer.send(invitation)).toEqual({
      kind: 'failed',
      reason: 'the mailer is closed',
    });
    expect(messagesOf(own)).toHaveLength(17);
    await own.close();
  });

  it('end by themselves once they have been idle', async () => {
    const own = await openMailServer();
    const mailer = smtpMailer({ server: own.server, from, idle: 20 });
    await mailer.send(invitation);
    await expect.poll(() => own.open(), { timeout: 10_000 }).toBe(0);
    expect(own.dialogues()[0]?.commands.at(-1)).toBe('QUIT');
    expect(await mailer.send(invitation)).toEqual({ kind: 'sent' });
    await mailer.close();
    await own.close();
  });

  it('carry letters to their end when the mailer is closed meanwhile', async () => {
    const own = await openMailServer();
    const mailer = smtpMailer({ server: own.server, from });
    const sending = [1, 2, 3].map((number) => mailer.send(numbered(number)));
    // Composing takes a moment; what has begun is what is waited for.
    await expect.poll(() => own.open(), { timeout: 10_000 }).toBeGreaterThan(0);
    await mailer.close();
    const outcomes = await Promise.all(sending);
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(messagesOf(own).length);
    expect(messagesOf(own).length).toBeGreaterThan(0);
    await own.close();
  });
});

const messagesOf = (from: MailServer) => from.dialogues().flatMap(({ messages }) => messages);
