import type { Letter, Mailer } from '@tenantry/domain';
import { describe, expect, it, vi } from 'vitest';
import { createMailbox } from './mailbox.ts';

const at = new Date('2026-11-28T14:05:00Z');
const clock = { now: () => at };

const letter = (number: number): Letter => ({
  kind: 'passwordReset',
  id: `message-${number}`,
  to: { name: 'Jane\r\nDoe', address: 'jane@example.com' },
  brand: 'Estate',
  link: `https://estate.test/password-reset/${number}`,
  until: at,
});

describe('a mailbox', () => {
  it('keeps what a person would have read, the newest first', async () => {
    const mailbox = createMailbox({ clock });
    expect(mailbox.kept()).toEqual([]);
    expect(await mailbox.send(letter(1))).toEqual({ kind: 'sent' });
    await mailbox.send(letter(2));
    const [newest, older] = mailbox.kept();
    expect(newest).toEqual({
      id: 'message-2',
      at,
      to: { name: 'Jane Doe', address: 'jane@example.com' },
      subject: 'Choose a new password - Estate',
      text: expect.stringContaining('https://estate.test/password-reset/2'),
      html: expect.stringContaining('href="https://estate.test/password-reset/2"'),
      link: 'https://estate.test/password-reset/2',
    });
    expect(older?.id).toBe('message-1');
  });

  it('forgets the oldest, and knows a copy for one', async () => {
    const mailbox = createMailbox({ limit: 2 });
    for (const number of [1, 2, 3, 2]) await mailbox.send(letter(number));
    expect(mailbox.kept().map(({ id }) => id)).toEqual(['message-2', 'message-3']);
    const many = createMailbox();
    for (let number = 0; number < 205; number++) await many.send(letter(number));
    expect(many.kept()).toHaveLength(200);
    expect(many.kept().at(-1)?.id).toBe('message-5');
  });

  it('hands on what it keeps, and says how that went', async () => {
    const failed = { kind: 'failed', reason: 'no server' } as const;
    const next: Mailer = { send: vi.fn(async () => failed), close: vi.fn(async () => {}) };
    const mailbox = createMailbox({ next });
    expect(await mailbox.send(letter(1))).toBe(failed);
    expect(next.send).toHaveBeenCalledWith(letter(1));
    expect(mailbox.kept()).toHaveLength(1);
    const nobody = { ...letter(2), to: { name: 'Jane', address: 'v@ok.test,x@evil.test' } };
    expect(await mailbox.send(nobody)).toMatchObject({ kind: 'refused' });
    expect(next.send).toHaveBeenCalledTimes(1);
    await mailbox.close();
    expect(next.close).toHaveBeenCalledTimes(1);
  });

  it('has the words of its host', async () => {
    const mailbox = createMailbox({
      templates: {
        passwordReset: ({ name, link }) => ({
          subject: `For ${name}`,
          text: link,
          html: `<a href="${link}">here</a>`,
        }),
      },
    });
    await mailbox.send(letter(1));
    expect(mailbox.kept()[0]).toMatchObject({ subject: 'For Jane Doe' });
  });

  it('sends nothing whose template shows the link in the subject', async () => {
    const passwordReset = ({ link }: { readonly link: string }) => ({
      subject: link,
      text: link,
      html: link,
    });
    const mailbox = createMailbox({ templates: { passwordReset } });
    await expect(mailbox.send(letter(1))).rejects.toThrow('the template has the link');
    expect(mailbox.kept()).toEqual([]);
  });
});
