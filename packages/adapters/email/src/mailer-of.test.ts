import type { Letter } from '@tenantry/domain';
import { describe, expect, it, vi } from 'vitest';
import { type Mail, mailerOf } from './mailer-of.ts';

const letter: Letter = {
  kind: 'passwordReset',
  id: 'message-1',
  to: { name: 'Jane Doe', address: 'jane.doe@example.com' },
  brand: 'Estate',
  link: 'https://estate.test/password-reset/token',
  until: new Date('2025-01-01T00:00:00.000Z'),
};

describe('a function that sends', () => {
  it('is given each message in words', async () => {
    const send = vi.fn(async (_: Mail) => {});
    expect(await mailerOf(send).send(letter)).toEqual({ kind: 'sent' });
    expect(send.mock.lastCall?.[0]).toMatchObject({
      id: 'message-1',
      to: letter.to,
      subject: 'Choose a new password - Estate',
      text: expect.stringContaining(letter.link),
      html: expect.stringContaining('<'),
      signal: { aborted: false },
    });
  });

  it('has failed where it throws, and nothing of why is kept but a code', async () => {
    const fault = Object.assign(new Error('jane.doe@example.com is full'), { code: 'EFULL' });
    const outcome = await mailerOf(() => Promise.reject(fault)).send(letter);
    expect(outcome).toEqual({ kind: 'failed', reason: expect.stringContaining('EFULL') });
    expect(JSON.stringify(outcome)).not.toContain('jane');
  });

  it('has failed after 25 seconds, also where it goes on', async () => {
    const late = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
    const sending = mailerOf(() => new Promise(() => {})).send(letter);
    late.abort();
    expect(await sending).toMatchObject({ kind: 'failed' });
    expect(timeout).toHaveBeenCalledWith(25_000);
    timeout.mockRestore();
  });

  it('is not asked for a letter that must never be sent', async () => {
    const send = vi.fn(async () => {});
    const to = { name: 'Jane', address: 'a@b.test,c@d.test' };
    expect(await mailerOf(send).send({ ...letter, to })).toMatchObject({ kind: 'refused' });
    expect(send).not.toHaveBeenCalled();
  });
});
