import { err, type Later, type SignedIn } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson } from '../protocols/people.ts';
import {
  kindOf,
  locking,
  me,
  type SignInInstallation,
  signInInstallation,
  wrong,
} from './sign-in-installation.ts';

let here: SignInInstallation;
beforeEach(async () => {
  here = await signInInstallation();
});

const { userName, password } = me;

describe('a session', () => {
  const begun = async () => {
    await addPerson(here.ports, here.master, me);
    return expectOk(await here.app.sessions.signIn({ userName, password })).refreshToken.reveal();
  };
  const refresh = (refreshToken: string, address?: string) =>
    here.app.sessions.refresh({
      refreshToken,
      ...(address === undefined ? {} : { address }),
    });

  const accessBy = async ({ accessToken }: SignedIn) =>
    kindOf(await here.app.sessions.authenticateToken({ token: accessToken.reveal() }));

  it('is renewed again and again', async () => {
    let token = await begun();
    for (let time = 0; time < 5; time++) {
      const renewed = expectOk(await refresh(token, here.master.address));
      expect(await accessBy(renewed)).toBe('in');
      token = renewed.refreshToken.reveal();
      here.clock.advance(86_400);
    }
    expect(kindOf(await refresh(token))).toBe('in');
  });

  it.each([1, 2, 5])(
    'ends with all its tokens where one comes back after %s renewals',
    async (times) => {
      const spent = await begun();
      const other = expectOk(await here.app.sessions.signIn({ userName, password }));
      let renewed = expectOk(await refresh(spent));
      for (let time = 1; time < times; time++)
        renewed = expectOk(await refresh(renewed.refreshToken.reveal()));
      expect(await refresh(spent)).toEqual(wrong);
      expect(await accessBy(renewed)).toBe('NotAuthenticated');
      expect(await refresh(renewed.refreshToken.reveal())).toEqual(wrong);
      expect(kindOf(await refresh(other.refreshToken.reveal()))).toBe('in');
    },
  );

  it('is renewed once by 20 who race with one token, and ends by that', async () => {
    const token = await begun();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => refresh(token)));
    expect(outcomes.map(kindOf).toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'NotAuthenticated'),
      'in',
    ]);
    const winner = outcomes.find(({ ok }) => ok);
    const next = winner?.ok === true ? winner.value.refreshToken.reveal() : '';
    expect(await refresh(next)).toEqual(wrong);
  });

  it('is its own: others of the same person go on', async () => {
    const first = await begun();
    const second = expectOk(await here.app.sessions.signIn({ userName, password }));
    expect(kindOf(await refresh(first))).toBe('in');
    expect(kindOf(await refresh(second.refreshToken.reveal()))).toBe('in');
  });

  it('ends when it is not renewed in time, counted from the last time', async () => {
    const { clock } = here;
    let token = await begun();
    for (let time = 0; time < 3; time++) {
      clock.advance(28 * 86_400 - 1);
      token = expectOk(await refresh(token)).refreshToken.reveal();
    }
    clock.advance(28 * 86_400);
    expect(await refresh(token)).toEqual(wrong);
  });

  it('is renewed at the address of its account, and costs no verification', async () => {
    const other = await here.customer('Other');
    const token = await begun();
    for (const account of [other.address, here.master.id, `${here.master.number}`, ''])
      expect(await refresh(token, account)).toEqual(wrong);
    expect(await here.counted(() => refresh(token, here.master.address))).toMatchObject([
      0,
      { ok: true },
    ]);
  });

  it('rests while its account is suspended', async () => {
    const account = await here.partner('Partner');
    await addPerson(here.ports, account, me);
    const { app } = here;
    const pair = expectOk(await app.sessions.signIn({ userName, password }));
    const token = pair.accessToken.reveal();
    await here.setActive(account, false);
    expect(await refresh(pair.refreshToken.reveal())).toEqual(wrong);
    expect(await app.sessions.authenticateToken({ token })).toEqual(wrong);
    await here.setActive(account, true);
    expect(kindOf(await app.sessions.authenticateToken({ token }))).toBe('in');
    expect(kindOf(await refresh(pair.refreshToken.reveal()))).toBe('in');
  });

  it('is Unavailable, and not spent, where the store is', async () => {
    let isLocked = false;
    const later: Later<'Unavailable'> = { kind: 'Unavailable', retryAfter: 2 };
    here = await signInInstallation({ around: locking(() => isLocked, later) });
    const token = await begun();
    isLocked = true;
    expect(await refresh(token)).toEqual(err(later));
    expect(await here.app.sessions.signIn({ userName, password })).toEqual(err(later));
    isLocked = false;
    expect(kindOf(await refresh(token))).toBe('in');
  });
});
