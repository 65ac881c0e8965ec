import type { Letter } from '@tenantry/domain';
import { createMailbox, type Mailbox, smtpMailer } from '@tenantry/email';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { namesOf, ownFields, unstuffed } from './dialogue.ts';
import { invitation } from './letters.ts';
import { type MailServer, openMailServer } from './mail-server.ts';

let server: MailServer;
beforeAll(async () => {
  server = await openMailServer();
});
afterAll(() => server.close());

/** What ends a line, a header, a message or a word somewhere. */
const hostilePieces = fc.constantFrom(
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\r\nBcc: x@evil.test',
  '\nBcc: x@evil.test\n\n',
  '\r\n.\r\n',
  '\n.\n',
  '\r.\r',
  '\r\n.\r\nMAIL FROM:<x@evil.test>\r\nRCPT TO:<y@evil.test>\r\nDATA\r\n',
  '=?utf-8?Q?=0D=0ABcc:_x@evil.test?=',
  '=?utf-8?B?DQpCY2M6IHhAZXZpbC50ZXN0?=',
  '" <x@evil.test>, "',
  ', x@evil.test; y@evil.test:',
  '<x@evil.test>',
  '(x@evil.test)',
  '\\',
  '"',
  '\ud800',
  '\u{1f3e0}',
  'Jänę',
);

const anything = fc.nat({ max: 0x10ffff }).map((code) => String.fromCodePoint(code));

const hostileNames = fc
  .array(fc.oneof(hostilePieces, fc.string({ unit: anything, maxLength: 12 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((pieces) => pieces.join(''));

const lettersTo = (name: string, accountName: string, brand: string): readonly Letter[] => {
  const { id, link, until, to } = invitation;
  const common = { id, link, brand, to: { ...to, name } };
  return [
    { ...common, kind: 'invitation', accountName, until },
    { ...common, kind: 'passwordReset', until },
    { ...common, kind: 'passwordChanged' },
  ];
};

describe('a name', () => {
  it('adds no recipient, no header field and no message, whatever it holds', async () => {
    // Without a name of its own the sender is shown under the brand.
    const mailer = smtpMailer({ server: server.server, from: 'no-reply@estate.test' });
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(hostileNames, hostileNames, hostileNames, async (name, account, brand) => {
        for (const letter of lettersTo(name, account, brand).slice(0, sent % 4 === 0 ? 3 : 1)) {
          expect(await mailer.send(letter)).toEqual({ kind: 'sent' });
          sent++;
        }
      }),
      { numRuns: rounds(200) },
    );
    await mailer.close();
    const dialogues = server.dialogues();
    const commands = dialogues.flatMap((dialogue) => dialogue.commands);
    const messages = dialogues.flatMap((dialogue) => dialogue.messages);
    expect(new Set(commands.map((command) => command.replace(/^EHLO .*/, 'EHLO')))).toEqual(
      new Set([
        'EHLO',
        'MAIL FROM:<no-reply@estate.test>',
        'RCPT TO:<jane.doe@example.com>',
        'DATA',
        'QUIT',
      ]),
    );
    expect(commands.filter((command) => command === 'DATA')).toHaveLength(sent);
    expect(messages).toHaveLength(sent);
    for (const { raw, recipients } of messages) {
      expect(recipients).toEqual(['jane.doe@example.com']);
      expect(namesOf(unstuffed(raw))).toEqual(ownFields);
      expect(raw).toMatch(/^[\t\x20-\x7e\r\n]*$/);
      expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  it('is read as a name, and as nothing else', async () => {
    const mailer = smtpMailer({ server: server.server, from: 'no-reply@estate.test' });
    const names = fc.sample(hostileNames, 60);
    const before = server.dialogues().flatMap(({ messages }) => messages).length;
    for (const name of names) await mailer.send({ ...invitation, to: { ...invitation.to, name } });
    await mailer.close();
    const messages = server.dialogues().flatMap((dialogue) => dialogue.messages);
    for (const { raw } of messages.slice(before)) {
      const { to, cc, bcc, replyTo, from, subject = '' } = await PostalMime.parse(unstuffed(raw));
      expect(to?.map(({ address }) => address)).toEqual(['jane.doe@example.com']);
      expect([cc, bcc, replyTo]).toEqual([undefined, undefined, undefined]);
      expect(from?.address).toBe('no-reply@estate.test');
      expect(`${subject}${to?.[0]?.name}${from?.name}`).not.toMatch(
        /[\0-\x1f\x7f-\x9f\u2028\u2029]/,
      );
      expect(subject).not.toContain(invitation.link);
    }
  });
});

describe('content in a name', () => {
  const pieces = fc.constantFrom(
    '<a href="http://evil.test">click</a>',
    '<img src=x onerror=alert(1)>',
    '</title><script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '{{constructor.constructor("x")()}}',
    '${7*7}',
    '<%= 7*7 %>',
    '#{7*7}',
    'http://evil.test',
    'https://evil.test/x',
    'www.evil.test',
    'evil.test',
    'mailto:x@evil.test',
    '[click](http://evil.test)',
    ' ',
  );
  const names = fc.array(pieces, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));

  it('is neither a tag, nor run, nor anything that could be followed', async () => {
    const mailbox: Mailbox = createMailbox({ limit: 1 });
    await fc.assert(
      fc.asyncProperty(names, names, async (name, accountName) => {
        for (const letter of lettersTo(name, accountName, 'Estate')) {
          await mailbox.send(letter);
          const [kept] = mailbox.kept();
          const [subject = '', text = '', html = ''] = [kept?.subject, kept?.text, kept?.html];
          const tags = html.match(/<[^>]*>/g)?.join('') ?? '';
          const targets = [...tags.matchAll(/(?:href|src|action)\s*=\s*["']?([^"'\s>]*)/gi)];
          expect(targets.map(([, target]) => target)).toEqual([letter.link, letter.link]);
          expect(tags).not.toMatch(/<(script|img|svg|iframe|form|object)\b|\son\w+=/i);
          expect(`${subject}${text}`).not.toMatch(/\b49\b/);
          // What a mail program would make a link of, in any part.
          for (const part of [subject, text, textOf(html)]) {
            const found = part.match(/(https?:\/\/|www\.|mailto:)\S+|[\w-]+(\.[\w-]+)+/gi) ?? [];
            expect(found.filter((one) => one !== letter.link)).toEqual([]);
          }
        }
      }),
      { numRuns: rounds(170) },
    );
  });
});

const textOf = (html: string): string =>
  html.replace(/<style>[^<]*<\/style>/, '').replace(/<[^>]*>/g, ' ');
