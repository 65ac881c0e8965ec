import { type Account, err, type Later, UserName } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson, addPlace, changeCredential } from '../protocols/people.ts';
import {
  kindOf,
  locking,
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

describe('a credential', () => {
  const kindsAt = async (accounts: readonly Account[], given = password) => {
    const kinds: string[] = [];
    for (const account of accounts)
      kinds.push(
        kindOf(await here.app.sessions.signIn({ account: account.id, email, password: given })),
      );
    return kinds;
  };

  it('of one’s own opens every place of its person', async () => {
    const { ports, master, customer } = here;
    const other = await customer('Other');
    const { user } = await addPerson(ports, master, me);
    await addPlace(ports, other, user, { roles: [3] });
    expect(await kindsAt([master, other])).toEqual(['in', 'in']);
    // Without an account it is not known which place is meant.
    expect(kindOf(await here.app.sessions.signIn({ userName: email, password }))).toBe(
      'NotAuthenticated',
    );
  });

  it('that was given opens the account that it was made for, and no other', async () => {
    const { ports, master, customer, app } = here;
    const other = await customer('Other');
    const credential = { origin: 'given', accountId: other.id } as const;
    const { user } = await addPerson(ports, master, { ...me, credential });
    await addPlace(ports, other, user, { roles: [2] });
    expect(await kindsAt([master, other])).toEqual(['NotAuthenticated', 'in']);
    const alone = await app.sessions.authenticatePassword({ name: email, password });
    expect(expectOk(alone)).toMatchObject({ accountId: other.id, power: 'provision' });
  });

  it('that was registered is given, and opens its account alone', async () => {
    const { app, ports, asMaster, master } = here;
    const person = { firstName: 'F', lastName: 'L', email };
    const { account } = expectOk(
      await app.registers.register(
        { ...person, password, passwordConfirmation: password },
        asMaster,
      ),
    );
    const found = await ports.persistence.read(({ access }) =>
      access.membershipByUserName(UserName.parse(email)),
    );
    expect(found).toBeUndefined();
    expect(await kindsAt([account, master])).toEqual(['in', 'NotAuthenticated']);
  });

  it('that was generated lapses unless it is used, and once used never', async () => {
    const { app, asMaster, clock } = here;
    const openedFor = async (mailbox: string) => {
      const opened = expectOk(await app.registers.open({ email: mailbox }, asMaster));
      const given = opened.password?.reveal() ?? '';
      return { account: opened.register.account.id, email: mailbox, password: given };
    };
    const names = ['a@example.com', 'b@example.com', 'c@example.com'];
    const opened = await Promise.all(names.map(openedFor));
    const unused = await openedFor('d@example.com');
    clock.advance(30 * 86_400 - 1);
    // Each way in is a use.
    for (const [at, given] of opened.entries()) {
      const [signIn, issue, basic] = waysIn(here.app, given);
      const way = [signIn, issue, basic][at] ?? signIn;
      expect(await way()).toMatchObject({ ok: true });
    }
    clock.advance(1);
    expect(kindOf(await app.sessions.signIn(unused))).toBe('NotAuthenticated');
    clock.advance(400 * 86_400);
    for (const given of opened) expect(kindOf(await app.sessions.signIn(given))).toBe('in');
    expect(kindOf(await app.sessions.signIn(unused))).toBe('NotAuthenticated');
  });

  it('that was generated costs no verification where it is right, and no try', async () => {
    const given = { userName: 'master@tenantry.test', password: here.password };
    for (let time = 0; time < 30; time++)
      for (const way of waysIn(here.app, given))
        expect(await here.counted(way)).toMatchObject([0, { ok: true }]);
  });

  it('is not used where that cannot be written down: it would lapse all the same', async () => {
    let isLocked = false;
    const later: Later<'Unavailable'> = { kind: 'Unavailable', retryAfter: 2 };
    here = await signInInstallation({ around: locking(() => isLocked, later) });
    const given = { userName: 'master@tenantry.test', password: here.password };
    isLocked = true;
    for (const way of waysIn(here.app, given)) expect(await way()).toEqual(err(later));
    isLocked = false;
    for (const way of waysIn(here.app, given)) expect(await way()).toMatchObject({ ok: true });
    isLocked = true;
    const [, issue, basic] = waysIn(here.app, given);
    for (const way of [issue, basic]) expect(await way()).toMatchObject({ ok: true });
  });

  it('that moves on ends sessions and tokens at once', async () => {
    const { app, ports, master } = here;
    const person = await addPerson(ports, master, me);
    const signedIn = expectOk(await app.sessions.signIn({ userName, password }));
    const issued = expectOk(
      await app.sessions.issue({ grant: 'password', userName, password }),
    ).token.reveal();
    const tokens = [signedIn.accessToken.reveal(), issued];
    const kinds = async () => {
      const outcomes = [];
      for (const token of tokens)
        outcomes.push(kindOf(await app.sessions.authenticateToken({ token })));
      return outcomes;
    };
    expect(await kinds()).toEqual(['in', 'in']);
    await changeCredential(ports, person, {});
    expect(await kinds()).toEqual(['NotAuthenticated', 'NotAuthenticated']);
    const refreshToken = signedIn.refreshToken.reveal();
    expect(kindOf(await app.sessions.refresh({ refreshToken }))).toBe('NotAuthenticated');
  });
});
