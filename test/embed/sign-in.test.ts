import { setImmediate } from 'node:timers/promises';
import { type Persistence, type SignInInput, secret, type Unit } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson, addPlace, changeCredential } from '../protocols/people.ts';
import {
  type Given,
  kindOf,
  me,
  type SignInInstallation,
  signInInstallation,
  waysIn,
  wrong,
} from './sign-in-installation.ts';

let here: SignInInstallation;
beforeEach(async () => {
  here = await signInInstallation();
});

const { email, userName, password } = me;

describe('a sign-in that fails', () => {
  type Case = (given: SignInInstallation) => Promise<Given>;

  const cases: readonly (readonly [string, Case])[] = [
    [
      'a wrong password',
      async ({ ports, master }) => {
        await addPerson(ports, master, me);
        return { userName, password: 'another' };
      },
    ],
    [
      'a wrong password where it was generated',
      async () => ({ userName: 'master@tenantry.test', password: 'x' }),
    ],
    [
      'no password',
      async ({ ports, master }) => {
        await addPerson(ports, master, me);
        return { account: master.id, email, password: '' };
      },
    ],
    [
      'a stored hash that is rubbish',
      async ({ ports, master }) => {
        await addPerson(ports, master, { ...me, credential: { hash: 'rubbish' } });
        return { userName, password };
      },
    ],
    [
      'a stored hash that is the password',
      async ({ ports, master }) => {
        await addPerson(ports, master, { ...me, credential: { hash: password } });
        return { userName, password };
      },
    ],
    [
      'the right password in a suspended account',
      async ({ ports, partner, setActive }) => {
        const account = await partner('Partner');
        await addPerson(ports, account, me);
        await setActive(account, false);
        return { account: account.id, email, password };
      },
    ],
    [
      'the right password in an account beneath a suspended one',
      async ({ app, ports, partner, setActive }) => {
        const above = await partner('Partner');
        const context = { caller: app.as.account(above.id) };
        const { account } = expectOk(await app.customers.create({ name: 'Below' }, context));
        await addPerson(ports, account, me);
        await setActive(above, false);
        return { userName, password };
      },
    ],
    [
      'the right generated password in a suspended account',
      async ({ app, partner, setActive }) => {
        const above = await partner('Partner');
        const context = { caller: app.as.account(above.id) };
        const opened = expectOk(await app.registers.open({ email }, context));
        await setActive(above, false);
        const account = opened.register.account.id;
        return { account, email, password: opened.password?.reveal() ?? '' };
      },
    ],
    [
      'the right password, remembered, in an account that was suspended since',
      async ({ ports, app, hasher, partner, setActive }) => {
        const account = await partner('Partner');
        await addPerson(ports, account, me);
        hasher.remember();
        expectOk(await app.sessions.signIn({ userName, password }));
        await setActive(account, false);
        return { userName, password };
      },
    ],
    [
      'the right password of a member who is disabled',
      async ({ ports, master }) => {
        await addPerson(ports, master, { ...me, status: 'disabled' });
        return { userName, password };
      },
    ],
    [
      'the right password of a member who was revoked',
      async ({ ports, master }) => {
        await addPerson(ports, master, { ...me, status: 'revoked' });
        return { userName, password };
      },
    ],
    [
      'the right password in an account that it was not given for',
      async ({ ports, master, customer }) => {
        const [account, other] = [await customer('One'), await customer('Other')];
        const credential = { origin: 'given', accountId: account.id } as const;
        const { user } = await addPerson(ports, account, { ...me, credential });
        await addPlace(ports, other, user, {});
        await addPlace(ports, master, user, {});
        return { account: other.id, email, password };
      },
    ],
    [
      'a generated password that lapsed',
      async ({ app, asMaster, clock }) => {
        const opened = expectOk(await app.registers.open({ email }, asMaster));
        clock.advance(30 * 86_400);
        return { userName: email, password: opened.password?.reveal() ?? '' };
      },
    ],
    [
      'somebody who is invited and has no password yet',
      async ({ app, asMaster }) => {
        const users = [{ name: 'Invited', email }];
        const { account } = expectOk(await app.customers.create({ name: 'C', users }, asMaster));
        return { account: account.id, email, password };
      },
    ],
    ['a user name that is nobody’s', async () => ({ userName: 'nobody', password })],
    ['a user name that cannot be one', async () => ({ userName: '\0', password })],
    ['a user name that is too long', async () => ({ userName: 'x'.repeat(256), password })],
    ['no user name', async () => ({ userName: '', password })],
    ['half a character', async () => ({ userName: '\ud800', password: '\udfff' })],
    ['a mailbox that is nobody’s', async () => ({ userName: 'nobody@example.com', password })],
    [
      'a mailbox that cannot be one',
      async ({ master }) => ({ account: master.id, email: '@', password }),
    ],
    [
      'a mailbox that is not in the account',
      async ({ master }) => ({ account: master.id, email, password }),
    ],
    ['an account that is not there', async () => ({ account: 4711, email, password })],
    ['an account that cannot be', async () => ({ account: -0.5, email, password })],
  ];

  it.each(cases)('costs one verification and is wrong: %s', async (_, prepare) => {
    const given = await prepare(here);
    for (const way of waysIn(here.app, given))
      for (let time = 0; time < 2; time++) expect(await here.counted(way)).toEqual([1, wrong]);
  });

  it.each(cases)('is counted, and refused in the end: %s', async (_, prepare) => {
    const given = await prepare(here);
    const [signIn, issue] = waysIn(here.app, given);
    const outcomes: string[] = [];
    for (let time = 0; time < 12; time++) {
      const [cost, outcome] = await here.counted(time % 2 === 0 ? signIn : issue);
      outcomes.push(`${kindOf(outcome)} ${cost}`);
    }
    expect(outcomes).toEqual([
      ...Array.from({ length: 10 }, () => 'NotAuthenticated 1'),
      ...Array.from({ length: 2 }, () => 'TooManyTries 0'),
    ]);
  });

  it('costs nothing where nothing at all is presented', async () => {
    const { authenticatePassword } = here.app.sessions;
    expect(await here.counted(() => authenticatePassword({ name: '', password: '' }))).toEqual([
      0,
      wrong,
    ]);
  });
});

describe('equal sign-ins at once', () => {
  beforeEach(async () => {
    await addPerson(here.ports, here.master, me);
  });

  const atOnce = (times: number, given: SignInInput) =>
    here.counted(() =>
      Promise.all(Array.from({ length: times }, () => here.app.sessions.signIn(given))),
    );

  it('cost one verification, and all are let in', async () => {
    const [cost, outcomes] = await atOnce(64, { userName, password });
    expect(cost).toBe(1);
    expect(outcomes.map(kindOf)).toEqual(outcomes.map(() => 'in'));
    const tokens = outcomes.map((outcome) => expectOk(outcome).refreshToken.reveal());
    expect(new Set(tokens).size).toBe(64);
  });

  it('are one try where they are wrong', async () => {
    const [cost, outcomes] = await atOnce(64, { userName, password: 'wrong' });
    expect(cost).toBe(1);
    expect(outcomes.map(kindOf)).toEqual(outcomes.map(() => 'NotAuthenticated'));
    for (let time = 0; time < 9; time++)
      expect((await atOnce(1, { userName, password: `wrong ${time}` }))[0]).toBe(1);
    expect((await atOnce(1, { userName, password: 'wrong' }))[0]).toBe(0);
  });

  it('are looked at anew once the first is done', async () => {
    expect((await atOnce(1, { userName, password }))[0]).toBe(1);
    expect((await atOnce(1, { userName, password }))[0]).toBe(1);
    here.hasher.remember();
    expect((await atOnce(64, { userName, password }))[0]).toBe(0);
  });

  it('are told apart by the place: what is open does not let into what is not', async () => {
    const { ports, customer, app } = here;
    const [account, other] = [await customer('One'), await customer('Other')];
    const credential = { origin: 'given', accountId: account.id } as const;
    const them = { email: 'them@example.com', password, credential };
    const { user } = await addPerson(ports, account, them);
    await addPlace(ports, other, user, {});
    const mailbox = { email: 'them@example.com', password };
    const [cost, outcomes] = await here.counted(() =>
      Promise.all([
        app.sessions.signIn({ account: account.id, ...mailbox }),
        app.sessions.signIn({ account: other.id, ...mailbox }),
      ]),
    );
    expect([cost, ...outcomes.map(kindOf)]).toEqual([2, 'in', 'NotAuthenticated']);
  });
});

describe('a check under way', () => {
  const held = async (given: string, change: string) => {
    const { ports, master, app, hasher } = here;
    const person = await addPerson(ports, master, me);
    const hash = expectOk(await hasher.hash(secret(change)));
    const release = hasher.hold();
    const before = app.sessions.signIn({ userName, password: given });
    while (hasher.verifications() === 0) await setImmediate();
    await changeCredential(ports, person, { hash });
    const after = app.sessions.signIn({ userName, password: given });
    for (let turn = 0; turn < 10; turn++) await setImmediate();
    release();
    return [kindOf(await before), kindOf(await after)];
  };

  it('lets nobody in by a password that is none any more', async () => {
    expect(await held(password, 'the next one')).toEqual(['in', 'NotAuthenticated']);
  });

  it('keeps nobody out whose password has become right', async () => {
    expect(await held('the next one', 'the next one')).toEqual(['NotAuthenticated', 'in']);
  });
});

describe('what is written down of a sign-in', () => {
  it('is no password and no token, nor a name that was tried', async () => {
    const written: unknown[] = [];
    here = await signInInstallation({ around: recording(written) });
    const { app, ports, master, key } = here;
    const { user } = await addPerson(ports, master, me);
    written.length = 0;
    const pair = expectOk(await app.sessions.signIn({ userName, password }));
    const next = expectOk(await app.sessions.refresh({ refreshToken: pair.refreshToken.reveal() }));
    const issued = expectOk(await app.sessions.issue({ grant: 'api_key', key }));
    await app.sessions.signIn({ userName: 'canary', password: 'canary' });
    await app.sessions.signIn({ userName, password: 'canary' });
    await app.sessions.authenticatePassword({ name: 'canary@example.com', password });
    expect(written.length).toBeGreaterThan(5);
    const text = JSON.stringify(written);
    const secrets = [pair, next].flatMap(({ accessToken, refreshToken }) => [
      accessToken.reveal(),
      refreshToken.reveal(),
    ]);
    for (const one of [...secrets, issued.token.reveal(), password, key, 'canary', email, user.id])
      expect(text).not.toContain(one);
  });
});

/** A store that tells everything that its repositories of access are given to write. */
const recording =
  (written: unknown[]) =>
  (persistence: Persistence): Persistence => ({
    ...persistence,
    transact: (work) =>
      persistence.transact((unit) => work({ ...unit, access: recorded(unit.access, written) })),
  });

const recorded = (access: Unit['access'], written: unknown[]): Unit['access'] =>
  new Proxy(access, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: readonly unknown[]): unknown => {
        written.push([name, given]);
        return Reflect.apply(method, target, given);
      };
    },
  });
