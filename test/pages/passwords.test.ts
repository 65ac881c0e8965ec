import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { another, good, joined, lasting, openPages, opens, resetPath } from './installation.ts';

describe('a password that is forgotten', () => {
  it('is reset behind a link, and nobody is signed in by that', async () => {
    const pages = await openPages();
    await joined(pages);
    const path = await resetPath(pages);
    expect(path).toMatch(/^\/password-reset\/[\w-]{43}$/);
    const shown = await pages.get(path);
    expect(shown.status).toBe(200);
    const wrong = await pages.post(path, { password: another, passwordConfirmation: good });
    expect([wrong.status, wrong.troubles]).toEqual([422, ['The two passwords are not the same.']]);
    const done = await pages.post(path, { password: another, passwordConfirmation: another });
    expect(done.status).toBe(200);
    expect([await opens(pages, good), await opens(pages, another)]).toEqual([false, true]);
    await pages.mailedPath();
    expect(pages.letters.at(-1)).toMatchObject({
      kind: 'passwordChanged',
      link: 'https://tenantry.test/password-reset',
    });
  });

  it('is asked for with one and the same answer, whoever has the mailbox', async () => {
    const pages = await openPages();
    await joined(pages);
    await pages.invite('invited@example.com');
    const answers = [];
    const mailboxes = ['jane@example.com', 'JANE@example.com', 'nobody@example.com'];
    for (const email of [...mailboxes, 'invited@example.com', 'master@tenantry.test'])
      for (let time = 0; time < 4; time++) {
        const { status, headers, body } = await pages.post('/password-reset', { email });
        answers.push(JSON.stringify({ status, body, headers: lasting(headers) }));
      }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"status":200');
    expect(answers[0]).not.toMatch(/jane|example/);
  });

  it('is asked for again where the mailbox is none', async () => {
    const pages = await openPages();
    const refused = await pages.post('/password-reset', { email: '"><script>@' });
    expect([refused.status, refused.troubles]).toEqual([
      422,
      ['E-mail address: must be an e-mail address such as jane@example.com.'],
    ]);
    const input = refused.elements.find(({ name }) => name === 'input');
    expect(input?.attributes.get('value')).toBe('"><script>@');
    expect((await pages.post('/password-reset', {})).status).toBe(422);
  });
});

describe('a password that is known', () => {
  it('is changed for another', async () => {
    const pages = await openPages();
    await joined(pages);
    expect((await pages.get('/password-change')).status).toBe(200);
    const fields = {
      userName: `${pages.master.address}/jane@example.com`,
      password: good,
      newPassword: another,
      newPasswordConfirmation: another,
    };
    const post = (more: Partial<typeof fields>) =>
      pages.post('/password-change', { ...fields, ...more });
    const wrong = await post({ password: 'not this one' });
    expect([wrong.status, wrong.troubles]).toEqual([
      422,
      ['The user name and the current password do not go together.'],
    ]);
    const input = wrong.elements.find(({ attributes }) => attributes.get('id') === 'userName');
    expect(input?.attributes.get('value')).toBe(fields.userName);
    const short = await post({ newPassword: 'x', newPasswordConfirmation: 'y' });
    expect([short.status, short.troubles]).toEqual([
      422,
      ['New password: must have at least 8 characters.', 'The two passwords are not the same.'],
    ]);
    expect(await opens(pages, good)).toBe(true);
    expect((await post({})).status).toBe(200);
    expect([await opens(pages, good), await opens(pages, another)]).toEqual([false, true]);
  });

  it('is changed where policy demands that of one that was generated', async () => {
    const pages = await openPages({ policy: { changeGeneratedPassword: true } });
    const { app, caller } = pages;
    const opened = expectOk(await app.registers.open({ email: 'sub@example.com' }, caller));
    const password = opened.password?.reveal() ?? '';
    const ask = (secret: string) =>
      app.sessions.issue({
        grant: 'password',
        account: opened.register.account.id,
        email: 'sub@example.com',
        password: secret,
      });
    expect(await ask(password)).toMatchObject({ error: { kind: 'PasswordMustChange' } });
    const done = await pages.post('/password-change', {
      userName: 'sub@example.com',
      password,
      newPassword: another,
      newPasswordConfirmation: another,
    });
    expect(done.status).toBe(200);
    expect(expectOk(await ask(another)).account.id).toBe(opened.register.account.id);
  });

  it('is counted when it is tried and wrong', async () => {
    const pages = await openPages({ policy: { signIn: { limit: 1, window: 60 } } });
    const fields = { userName: 'x', password: 'x', newPassword: good };
    const statuses = [];
    for (let time = 0; time < 2; time++) {
      const { status, troubles } = await pages.post('/password-change', fields);
      statuses.push([status, ...troubles]);
    }
    expect(statuses[1]).toEqual([
      429,
      'Too many tries. Try again in a minute, or reset the password.',
    ]);
  });
});
