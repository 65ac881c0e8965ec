import { setImmediate } from 'node:timers/promises';
import {
  type Account,
  type CannotIssueToken,
  err,
  type Later,
  type Persistence,
  type Result,
  type SignedIn,
  type SignInInput,
  secret,
  type Unit,
  UserName,
} from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { addPerson, addPlace, changeCredential } from '../protocols/people.ts';
import { kindOf, type SignInInstallation, signInInstallation } from './sign-in-installation.ts';

let here: SignInInstallation;
beforeEach(async () => {
  here = await signInInstallation();
});

const me = { email: 'me@example.com', userName: 'me', password: 'my own password' };
const { email, userName, password } = me;

type Way = () => Promise<Result<unknown, CannotIssueToken>>;

/** An account's address by itself names a place at one of the doors alone. */
type Given = Exclude<SignInInput, { readonly address: string }>;

/** Every way to sign in with a name and a password. */
const waysIn = (given: Given): readonly [Way, Way, Way] => {
  const { sessions } = here.app;
  const name = 'userName' in given ? given.userName : `${given.account}/${given.email}`;
  return [
    () => sessions.signIn(given),
    () => sessions.issue({ grant: 'password', ...given }),
    () => sessions.authenticatePassword({ name, password: given.password }),
  ];
};

const wrong = { ok: false, error: { kind: 'NotAuthenticated', reason: 'wrong' } };

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
    for (const way of waysIn(given))
      for (let time = 0; time < 2; time++) expect(await here.counted(way)).toEqual([1, wrong]);
  });

  it.each(cases)('is counted, and refused in the end: %s', async (_, prepare) => {
    const given = await prepare(here);
    const [signIn, issue] = waysIn(given);
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
    for (const way of waysIn({ userName, password })) expect(kindOf(await way())).toBe('in');
    for (let time = 0; time < 10; time++) await signIn(`guess ${time}`);
    for (const given of [
      { userName, password },
      { account: here.master.id, email, password },
    ])
      for (const way of waysIn(given)) expect(await here.counted(way)).toEqual([0, tooMany(900)]);
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
      for (const way of waysIn({ ...name, password: 'generated' }))
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
      const [signIn, issue, basic] = waysIn(given);
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
      for (const way of waysIn(given))
        expect(await here.counted(way)).toMatchObject([0, { ok: true }]);
  });

  it('is not used where that cannot be written down: it would lapse all the same', async () => {
    let isLocked = false;
    const later: Later<'Unavailable'> = { kind: 'Unavailable', retryAfter: 2 };
    here = await signInInstallation({ around: locking(() => isLocked, later) });
    const given = { userName: 'master@tenantry.test', password: here.password };
    isLocked = true;
    for (const way of waysIn(given)) expect(await way()).toEqual(err(later));
    isLocked = false;
    for (const way of waysIn(given)) expect(await way()).toMatchObject({ ok: true });
    isLocked = true;
    const [, issue, basic] = waysIn(given);
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

/** A store that is locked whenever it is asked to write, while that is so. */
const locking =
  (isLocked: () => boolean, later: Later<'Unavailable'>) =>
  (persistence: Persistence): Persistence => ({
    ...persistence,
    transact: async (work) => (isLocked() ? err(later) : persistence.transact(work)),
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
