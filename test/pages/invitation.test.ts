import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { another, good, joined, openPages, opens } from './installation.ts';

describe('the page of an invitation', () => {
  it('says who invites whom to what, and takes a password that is repeated', async () => {
    const pages = await openPages({ policy: { brand: 'Acme <Cloud>', passwordMinimum: 12 } });
    const { account } = await pages.customer('Child & Sons');
    await pages.invite('Jane@Example.com', { account: account.id, name: 'Jane "J" Doe' });
    const path = await pages.mailedPath();
    expect(path).toMatch(/^\/invitations\/[\w-]{43}$/);
    const shown = await pages.get(path);
    expect(shown.status).toBe(200);
    for (const said of ['Jane "J" Doe', 'Child & Sons', 'Acme <Cloud>', 'At least 12 characters'])
      expect(shown.text).toContain(said);
    const inputs = shown.elements.filter(({ name }) => name === 'input');
    expect(inputs.map(({ attributes }) => attributes.get('autocomplete'))).toEqual([
      'username',
      'new-password',
      'new-password',
    ]);
    expect(inputs[0]?.attributes.get('value')).toBe('Jane@Example.com');
    expect(inputs[0]?.attributes.has('readonly')).toBe(true);

    const wrong = await pages.post(path, { password: 'x', passwordConfirmation: good });
    expect(wrong.status).toBe(422);
    expect(wrong.troubles).toEqual([
      'New password: must have at least 12 characters.',
      'The two passwords are not the same.',
    ]);
    const told = wrong.elements.filter(({ attributes }) => attributes.has('aria-invalid'));
    expect(told.map(({ attributes }) => attributes.get('aria-describedby'))).toEqual([
      'password-hint password-error',
      'passwordConfirmation-error',
    ]);
    const first = wrong.elements.find(({ attributes }) => attributes.has('autofocus'));
    expect(first?.attributes.get('class')).toBe('summary');
    expect(wrong.body).not.toContain(good);

    const welcome = await pages.post(path, { password: good, passwordConfirmation: good });
    expect(welcome.status).toBe(200);
    for (const said of ['Child & Sons', 'Jane@Example.com', pages.app.accounts.urlOf(account)])
      expect(welcome.text).toContain(said);
    expect(welcome.body).not.toContain(good);
    const token = await pages.app.sessions.issue({
      grant: 'password',
      account: account.id,
      email: 'jane@example.com',
      password: good,
    });
    expect(expectOk(token).account.id).toBe(account.id);
    expect((await pages.post(path, { password: good, passwordConfirmation: good })).status).toBe(
      410,
    );
  });

  it('asks whoever has a password of their own for that one alone', async () => {
    const pages = await openPages();
    await joined(pages);
    const { account } = await pages.customer('Child');
    await pages.invite('jane@example.com', { account: account.id });
    const path = await pages.mailedPath();
    const shown = await pages.get(path);
    const secrets = shown.elements.filter(
      ({ attributes }) => attributes.get('type') === 'password',
    );
    expect(secrets.map(({ attributes }) => attributes.get('autocomplete'))).toEqual([
      'current-password',
    ]);
    const wrong = await pages.post(path, { password: another });
    expect(wrong.status).toBe(422);
    expect(wrong.troubles).toEqual(['That is not the password that you have here.']);
    expect(wrong.headers.has('WWW-Authenticate')).toBe(false);
    expect((await pages.post(path, { password: good })).status).toBe(200);
    expect(await opens(pages, good)).toBe(true);
  });

  it('is shown again with a time to wait where passwords were tried too often', async () => {
    const pages = await openPages({ policy: { signIn: { limit: 2, window: 900 } } });
    await joined(pages);
    const { account } = await pages.customer('Child');
    await pages.invite('jane@example.com', { account: account.id });
    const path = await pages.mailedPath();
    await pages.post(path, { password: another });
    await pages.post(path, { password: another });
    const refused = await pages.post(path, { password: good });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '900']);
    expect(refused.troubles).toEqual([
      'Too many tries. Try again in 15 minutes, or reset the password.',
    ]);
    expect(refused.elements.filter(({ name }) => name === 'form')).toHaveLength(1);
    pages.clock.advance(900);
    expect((await pages.post(path, { password: good })).status).toBe(200);
  });

  it('is shown again where too much is asked at once', async () => {
    let isBusy = false;
    const busy = { ok: false, error: { kind: 'Busy', retryAfter: 0.5 } } as const;
    const pages = await openPages({
      hasher: {
        hash: async () => (isBusy ? busy : { ok: true, value: 'hash' }),
        verify: async () => busy,
        remembers: () => false,
      },
    });
    await pages.invite('jane@example.com');
    const path = await pages.mailedPath();
    isBusy = true;
    const refused = await pages.post(path, { password: good, passwordConfirmation: good });
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '1']);
    expect(refused.elements.filter(({ name }) => name === 'form')).toHaveLength(1);
    isBusy = false;
    expect((await pages.post(path, { password: good, passwordConfirmation: good })).status).toBe(
      200,
    );
  });
});
