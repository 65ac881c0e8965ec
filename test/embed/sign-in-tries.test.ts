import { err, type SignInInput } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson, addPlace } from '../protocols/people.ts';
import {
  kindOf,
  me,
  type SignInInstallation,
  signInInstallation,
  waysIn,
} from './sign-in-installation.ts';

let here: SignInInstallation;
beforeEach(async () => {
  here = await signInInstallation();
});

const { email, userName, password } = me;

describe('the tries', () => {
  const signIn = (given: string, name: { readonly userName: string } = { userName }) =>
    here.app.sessions.signIn({ ...name, password: given });

  beforeEach(async () => {
    await addPerson(here.ports, here.master, me);
  });

  it('are as many as policy says, also where 200 come at once', async () => {
    const guesses = Array.from({ length: 200 }, (_, at) => () => signIn(`guess ${at}`));
    const [cost, outcomes] = await here.counted(() => Promise.all(guesses.map((guess) => guess())));
    const kinds = outcomes.map(kindOf);
    expect(cost).toBe(10);
    expect(kinds.filter((kind) => kind === 'NotAuthenticated')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'TooManyTries')).toHaveLength(190);
    for (const outcome of outcomes)
      if (!outcome.ok && outcome.error.kind === 'TooManyTries')
        expect(outcome.error.retryAfter).toBe(900);
    // Whoever is in the right has to wait as well.
    expect(await signIn(password)).toEqual(tooMany(900));
    here.clock.advance(899.5);
    expect(await signIn(password)).toEqual(tooMany(1));
    here.clock.advance(0.5);
    expect(kindOf(await signIn(password))).toBe('in');
  });

  it('are those of one window, which the first of them opens', async () => {
    const { clock } = here;
    await signIn('first');
    clock.advance(600);
    for (let time = 0; time < 9; time++) await signIn(`guess ${time}`);
    expect(await signIn(password)).toEqual(tooMany(300));
    clock.advance(300);
    for (let time = 0; time < 9; time++) await signIn(`guess ${time}`);
    expect(kindOf(await signIn(password))).toBe('in');
  });

  it('are given back to whoever was right', async () => {
    for (let time = 0; time < 9; time++) await signIn(`guess ${time}`);
    for (let time = 0; time < 30; time++) expect(kindOf(await signIn(password))).toBe('in');
    expect(kindOf(await signIn('tenth'))).toBe('NotAuthenticated');
    expect(kindOf(await signIn(password))).toBe('TooManyTries');
  });

  it('are not used up by what was too busy to be looked at', async () => {
    const { hasher } = here;
    hasher.turn('Busy');
    for (let time = 0; time < 30; time++)
      expect(await signIn(`guess ${time}`)).toEqual(err({ kind: 'Busy', retryAfter: 1 }));
    hasher.turn('verdict');
    for (let time = 0; time < 10; time++)
      expect(kindOf(await signIn(`guess ${time}`))).toBe('NotAuthenticated');
    expect(kindOf(await signIn('eleventh'))).toBe('TooManyTries');
  });

  it('are not used up by what was refused for want of them', async () => {
    for (let time = 0; time < 10; time++) await signIn(`guess ${time}`);
    for (let time = 0; time < 50; time++) await signIn(`more ${time}`);
    here.clock.advance(900);
    for (let time = 0; time < 9; time++) await signIn(`guess ${time}`);
    expect(kindOf(await signIn(password))).toBe('in');
  });

  it('go on after a fault of the hasher, which is thrown', async () => {
    here.hasher.turn('fault');
    await expect(signIn(password)).rejects.toThrow('out of memory');
    here.hasher.turn('verdict');
    expect(kindOf(await signIn(password))).toBe('in');
  });

  it('are one person’s, who may be named in many ways', async () => {
    const { master, app, ports, customer } = here;
    const other = await customer('Other');
    const given = { origin: 'given', accountId: master.id } as const;
    const them = { email: 'them@example.com', userName: 'them', password };
    const { user } = await addPerson(ports, master, { ...them, credential: given });
    await addPlace(ports, other, user, { userName: 'them elsewhere' });
    const mailbox = { email: 'them@example.com' };
    const names: readonly (SignInInput | { readonly name: string })[] = [
      { userName: 'them', password: '' },
      { userName: ' THEM ', password: '' },
      { userName: 'them elsewhere', password: '' },
      { userName: 'Them@Example.com', password: '' },
      { userName: `${master.address}/them@example.com`, password: '' },
      { account: master.id, ...mailbox, password: '' },
      { account: master.number, email: ' THEM@example.COM ', password: '' },
      { account: other.address, ...mailbox, password: '' },
      { name: 'them' },
      { name: `${other.id}/them@example.com` },
    ];
    for (const [at, name] of names.entries()) {
      const guess = { password: `guess ${at}` };
      const outcome =
        'name' in name
          ? await app.sessions.authenticatePassword({ ...name, ...guess })
          : await app.sessions.signIn({ ...name, ...guess });
      expect([name, kindOf(outcome)]).toEqual([name, 'NotAuthenticated']);
    }
    for (const name of names) {
      const outcome =
        'name' in name
          ? await app.sessions.authenticatePassword({ ...name, password })
          : await app.sessions.signIn({ ...name, password });
      expect([name, kindOf(outcome)]).toEqual([name, 'TooManyTries']);
    }
    // Nobody else is kept waiting.
    expect(kindOf(await signIn(password))).toBe('in');
  });

  it('refuse what costs nothing too once they are used up: a password that is remembered', async () => {
    here.hasher.remember();
    for (const way of waysIn(here.app, { userName, password }))
      expect(kindOf(await way())).toBe('in');
    for (let time = 0; time < 10; time++) await signIn(`guess ${time}`);
    for (const given of [
      { userName, password },
      { account: here.master.id, email, password },
    ])
      for (const way of waysIn(here.app, given))
        expect(await here.counted(way)).toEqual([0, tooMany(900)]);
    here.clock.advance(900);
    expect(await here.counted(() => signIn(password))).toMatchObject([0, { ok: true }]);
  });

  it('refuse what costs nothing too once they are used up: a password that was generated', async () => {
    const { ports, master, clock, counted } = here;
    const hash = `sha256:${ports.secrets.digest('generated')}`;
    const lapsesAt = new Date(clock.now().getTime() + 86_400_000);
    const them = { email: 'them@example.com', userName: 'them', password: 'generated' };
    await addPerson(ports, master, { ...them, credential: { hash, lapsesAt } });
    for (let time = 0; time < 10; time++)
      expect(kindOf(await signIn(`guess ${time}`, them))).toBe('NotAuthenticated');
    const mailbox = { account: master.id, email: them.email };
    for (const name of [{ userName: 'them' }, mailbox])
      for (const way of waysIn(here.app, { ...name, password: 'generated' }))
        expect(await counted(way)).toEqual([0, tooMany(900)]);
    clock.advance(900);
    expect(await counted(() => signIn('generated', them))).toMatchObject([0, { ok: true }]);
  });

  it('are none of the business of API keys and tokens', async () => {
    const { app, key } = here;
    const { token } = expectOk(await app.sessions.issue({ grant: 'password', userName, password }));
    for (let time = 0; time < 11; time++) await signIn(`guess ${time}`);
    expect(kindOf(await app.keys.authenticate({ key }))).toBe('in');
    const presented = { token: token.reveal() };
    expect(kindOf(await app.sessions.authenticateToken(presented))).toBe('in');
  });

  const tooMany = (retryAfter: number) => err({ kind: 'TooManyTries', retryAfter });
});
