import {
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Letter } from '@tenantry/domain';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { consoleMailer } from './console-mailer.ts';
import { directoryMailer } from './directory-mailer.ts';
import { mailerFor, parseMailUrl } from './mailer-for.ts';

const from = 'Estate Office <no-reply@estate.test>';
const id = '01890000-0000-7000-8000-000000000001';

const letter = {
  kind: 'invitation',
  id,
  to: { name: 'Jane Doe', address: 'jane@example.com' },
  accountName: 'Example Ltd',
  brand: 'Estate',
  link: 'https://estate.test/invitations/token',
  until: new Date('2026-11-28T14:05:00Z'),
} satisfies Letter;

const to = (address: string, name = 'Jane Doe'): Letter => ({ ...letter, to: { name, address } });

let root: string;
let directory: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tenantry-mail-'));
  directory = join(root, 'a', 'b');
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const written = async () => readFile(join(directory, `${id}.eml`), 'latin1');

/** The header fields of raw bytes, each unfolded. */
const fieldsOf = (raw: string): readonly string[] =>
  (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');

const namesOf = (raw: string) => fieldsOf(raw).map((field) => field.split(':')[0]);

const expectedFields = [
  'Auto-Submitted',
  'From',
  'To',
  'Subject',
  'Message-ID',
  'Date',
  'MIME-Version',
  'Content-Type',
];

describe('the directory mailer', () => {
  it('writes a whole message of two parts, for this user alone', async () => {
    const mailer = directoryMailer({ directory, from });
    expect(await mailer.send(letter)).toEqual({ kind: 'sent' });
    const raw = await written();
    expect(namesOf(raw)).toEqual(expectedFields);
    expect(fieldsOf(raw)).toEqual(
      expect.arrayContaining([
        'From: Estate Office <no-reply@estate.test>',
        'To: Jane Doe <jane@example.com>',
        'Subject: Invitation to Example Ltd - Estate',
        `Message-ID: <${id}@estate.test>`,
        expect.stringMatching(/^Date: \w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000$/),
        expect.stringMatching(/^Content-Type: multipart\/alternative;/),
      ]),
    );
    expect(raw).toContain('Content-Type: text/plain; charset=utf-8');
    expect(raw).toContain('Content-Type: text/html; charset=utf-8');
    expect(raw).not.toMatch(/[^\r]\n/);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, `${id}.eml`))).mode & 0o777).toBe(0o600);
    await mailer.close();
    await mailer.close();
  });

  it('replaces a message that is tried again, and leaves nothing else behind', async () => {
    const mailer = directoryMailer({ directory, from });
    await Promise.all([mailer.send(letter), mailer.send(letter), mailer.send(letter)]);
    await mailer.send({ ...letter, accountName: 'Corrected Ltd' });
    expect(await readdir(directory)).toEqual([`${id}.eml`]);
    expect(await written()).toContain('Subject: Invitation to Corrected Ltd - Estate');
  });

  it('has a message and its name on the disk before it counts as sent', async () => {
    const probe = await open(root);
    const prototype: FileHandle = Object.getPrototypeOf(probe);
    await probe.close();
    const synced: unknown[] = [];
    const spy = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      const isFolder = (await this.stat()).isDirectory();
      synced.push(isFolder ? await readdir(directory) : 'the file');
    });
    const outcome = await directoryMailer({ directory, from }).send(letter);
    spy.mockRestore();
    expect(outcome).toEqual({ kind: 'sent' });
    expect(synced).toEqual(['the file', [`${id}.eml`]]);
  });

  it('shows the brand where the sender has no name', async () => {
    await directoryMailer({ directory, from: 'no-reply@estate.test' }).send(letter);
    expect(fieldsOf(await written())).toContain('From: Estate <no-reply@estate.test>');
  });

  it.each([
    'first.last+tag@example.com',
    "o'hara!#$%&*/=?^`{|}~-@example.com",
    'Jane@example.com',
    'jane@EXAMPLE.Com',
    'jane@xn--mnchen-3ya.de',
    'jane@XN--MNCHEN-3YA.de',
  ])('sends to %s', async (address) => {
    expect(await directoryMailer({ directory, from }).send(to(address))).toEqual({ kind: 'sent' });
    const field = fieldsOf(await written()).find((one) => one.startsWith('To: ')) ?? '';
    expect(field.toLowerCase()).toBe(`to: jane doe <${address.toLowerCase()}>`);
    expect(field).toContain(`<${address.slice(0, address.lastIndexOf('@') + 1)}`);
  });

  it.each([
    ['a list', 'v@ok.test, x@evil.test'],
    ['a list without a blank', 'v@ok.test,x@evil.test'],
    ['a sign that folds into @', 'v@ok.test\uff20evil.test'],
    ['a letter that folds into ASCII', 'm\u0131ke@ok.test'],
    ['a comment', '"user"@ok.test(x)evil.test'],
    ['a quoted local part', '"a b"@ok.test'],
    ['a route', '@relay.test:v@ok.test'],
    ['a domain literal', 'v@[127.0.0.1]'],
    ['a line break', 'v@ok.test\r\nBcc: x@evil.test'],
    ['a line break at the end', 'v@ok.test\r\n'],
    ['angle brackets', 'v@ok.test> <x@evil.test'],
    ['U-labels that nobody encoded', 'jane@münchen.de'],
    ['two signs', 'v@ok.test@evil.test'],
    ['no domain', 'v'],
    ['nothing', ''],
  ])('refuses %s as a recipient and writes nothing', async (_, address) => {
    expect(await directoryMailer({ directory, from }).send(to(address))).toEqual({
      kind: 'refused',
      reason: 'the recipient is not one plain e-mail address',
    });
    await expect(readdir(root)).resolves.toEqual([]);
  });

  it.each([
    'Jane\r\nBcc: x@evil.test',
    'Jane\nBcc: x@evil.test\n\nbody',
    '" <x@evil.test>, "',
    'Jane <x@evil.test>',
    '=?utf-8?Q?=0D=0ABcc:_x@evil.test?=',
    '=?utf-8?B?DQpCY2M6IHhAZXZpbC50ZXN0?=',
    'Jane, x@evil.test; y@evil.test:',
    'Jänę \u{1f3e0}\r\nBcc: x@evil.test',
  ])('gives no name any power over the headers: %j', async (name) => {
    const hostile = { ...to('jane@example.com', name), accountName: name, brand: name };
    const mailer = directoryMailer({ directory, from: 'no-reply@estate.test' });
    expect(await mailer.send(hostile)).toEqual({ kind: 'sent' });
    const raw = await written();
    expect(namesOf(raw)).toEqual(expectedFields);
    const head = fieldsOf(raw).join('\n');
    expect(head).toMatch(/^To: .*<jane@example\.com>$/m);
    expect(head).toMatch(/^From: .*<no-reply@estate\.test>$/m);
    // Encoded words of the library's own alone, and none that holds a control character.
    const words = [...head.matchAll(/=\?([^?]*)\?([^?]*)\?([^?]*)\?=/g)];
    for (const [, charset, encoding, content = ''] of words) {
      expect(charset).toBe('UTF-8');
      const decoded =
        encoding === 'B'
          ? Buffer.from(content, 'base64').toString('latin1')
          : content.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
              String.fromCharCode(Number.parseInt(hex, 16)),
            );
      expect(decoded).not.toMatch(/[\0-\x1f\x7f]/);
    }
  });

  it.each(['', '../escaped', 'a/b', 'a b', 'a>b', 'x'.repeat(65)])(
    'refuses an id that could name another file: %j',
    async (wrong) => {
      const outcome = await directoryMailer({ directory, from }).send({ ...letter, id: wrong });
      expect(outcome.kind).toBe('refused');
      await expect(readdir(root)).resolves.toEqual([]);
    },
  );

  it('fails, and says no more than the fault, where it cannot write', async () => {
    await writeFile(join(root, 'a'), 'a file where a directory should be');
    const outcome = await directoryMailer({ directory, from }).send(letter);
    expect(outcome).toEqual({ kind: 'failed', reason: 'cannot write the message (ENOTDIR)' });
  });

  it('leaves no half-written file when the last step fails', async () => {
    const mailer = directoryMailer({ directory, from });
    // A file cannot take the place of a directory.
    await mkdir(join(directory, `${id}.eml`), { recursive: true });
    expect(await mailer.send(letter)).toMatchObject({ kind: 'failed' });
    expect(await readdir(directory)).toEqual([`${id}.eml`]);
  });
});

describe('the console mailer', () => {
  it('writes what a person would read', async () => {
    const shown: string[] = [];
    const mailer = consoleMailer({ write: (text) => void shown.push(text), from });
    expect(await mailer.send(to('jane@example.com', 'Jane\u001b[2J\r\nX'))).toEqual({
      kind: 'sent',
    });
    expect(shown).toHaveLength(1);
    const lines = (shown[0] ?? '').split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'To: Jane [2J X <jane@example.com>',
      'Subject: Invitation to Example Ltd - Estate',
      '',
      'Accept your invitation:',
      letter.link,
    ]);
    expect(shown[0]).not.toMatch(/[\0-\t\v-\x1f\x7f-\x9f]/);
  });

  it('refuses what the other refuses, and fails when its output does', async () => {
    const write = () => {
      throw Object.assign(new Error('with a secret in it'), { code: 'EPIPE' });
    };
    const mailer = consoleMailer({ write, from });
    expect(await mailer.send(to('v@ok.test,x@evil.test'))).toMatchObject({ kind: 'refused' });
    expect(await mailer.send(letter)).toEqual({
      kind: 'failed',
      reason: 'cannot write the message (EPIPE)',
    });
    const odd = consoleMailer({ write: () => Promise.reject(new Error('secret')), from });
    expect(await odd.send(letter)).toEqual({
      kind: 'failed',
      reason: 'cannot write the message (unknown)',
    });
  });
});

describe('the settings of mail', () => {
  it('name a mailer', async () => {
    const shown: string[] = [];
    await mailerFor('console:', { from, write: (text) => void shown.push(text) }).send(letter);
    expect(shown).toHaveLength(1);
    await mailerFor(`directory:${directory}`, { from }).send(letter);
    expect(await readdir(directory)).toEqual([`${id}.eml`]);
    expect(parseMailUrl('directory:./mail box')).toEqual({
      ok: true,
      value: { kind: 'directory', directory: './mail box' },
    });
  });

  it.each(['', 'console', 'console:x', 'directory:', 'directory:a\0b', 'imap://u:hunter2@x.test'])(
    'refuse %j by name, without repeating it',
    (url) => {
      expect(() => mailerFor(url, { from })).toThrow(
        new Error('TENANTRY_MAIL: must be smtp://..., smtps://..., directory:PATH or console:'),
      );
    },
  );

  it.each([
    '',
    'Estate',
    'no-reply@localhost',
    'a@b.test, c@d.test',
    'Estate <a@b.test> <c@d.test>',
    'Estate\r\nBcc: x@evil.test <a@b.test>',
    'Estate <a@b.test',
  ])('refuse %j as a sender', (wrong) => {
    expect(() => mailerFor('console:', { from: wrong })).toThrow(/^TENANTRY_MAIL_FROM: must be /);
  });
});
