import { createApplication, EmailAddress, err, type PasswordHasher } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { addPlace } from '../protocols/people.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import {
  chosen,
  type House,
  historyOf,
  inMemory,
  linkVoid,
  openCustomer,
  openHouse,
  password,
  wrong,
} from './house.ts';

const ann = 'ann@example.com';
const next = 'the next one of mine';
const nextChosen = { password: next, passwordConfirmation: next };

/** Ann, who has a password of her own in an account. */
const withAnn = async (house: House) => {
  const customer = await openCustomer(house, house.master, ann);
  const token = await house.tokenFor(ann);
  expectOk(await house.app.invitations.accept({ token, ...chosen }, {}));
  house.letters.length = 0;
  return { ...customer, signIn: { account: customer.id, email: ann, password } };
};

const asked = async (house: House, email = ann) => {
  expectOk(await house.app.passwords.requestReset({ email }, {}));
  return house.tokenFor(email);
};

describe.each(stores)('a password on $name', ({ open }) => {
  it('is reset once, and with that ends every session, token and link', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { id, signIn } = await withAnn(house);
    const session = expectOk(await app.sessions.signIn(signIn));
    const issued = expectOk(await app.sessions.issue({ grant: 'password', ...signIn }));
    const [first, second] = [await asked(house), await asked(house)];
    expect(first).not.toBe(second);
    for (let time = 0; time < 20; time++)
      expect(expectOk(await app.passwords.lookAtReset({ token: first }, {})).email).toBe(ann);
    const mismatch = { token: first, password: next, passwordConfirmation: `${next} ` };
    expect(await app.passwords.reset(mismatch, {})).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['passwordConfirmation'], code: 'mismatch' }] },
    });
    expect(await app.passwords.reset({ token: first, ...nextChosen }, {})).toMatchObject({
      ok: true,
      value: undefined,
    });
    for (const token of [first, second]) {
      expect(await app.passwords.lookAtReset({ token }, {})).toEqual(linkVoid);
      expect(await app.passwords.reset({ token, ...chosen }, {})).toEqual(linkVoid);
    }
    const refreshToken = session.refreshToken.reveal();
    expect(await app.sessions.refresh({ refreshToken })).toEqual(wrong);
    for (const { token } of [issued, { token: session.accessToken }])
      expect(await app.sessions.authenticateToken({ token: token.reveal() })).toEqual(wrong);
    expect(await app.sessions.signIn(signIn)).toEqual(wrong);
    expectOk(await app.sessions.signIn({ ...signIn, password: next }));
    expect((await house.mailTo(ann)).map(({ kind }) => kind)).toEqual([
      'passwordReset',
      'passwordReset',
      'passwordChanged',
    ]);
    await expect
      .poll(async () => (await historyOf(house, id)).map(({ kind }) => kind))
      .toContain('PasswordChanged');
  });

  it('is asked for with one answer, whoever has the mailbox', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { member } = await withAnn(house);
    await openCustomer(house, house.master, 'invited@example.com');
    await house.mailTo('invited@example.com');
    house.letters.length = 0;
    const answers = [];
    for (const email of [ann, 'nobody@example.com', 'invited@example.com', 'ANN@example.com'])
      answers.push(await app.passwords.requestReset({ email }, {}));
    expectOk(await app.members.disable({ member }, { caller: house.master }));
    for (let time = 0; time < 5; time++)
      answers.push(await app.passwords.requestReset({ email: ann }, {}));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"ok":true}']),
    );
    await app.deliverMail();
    // Whoever is disabled has no door to get in by, and all others are nobody.
    expect(house.letters).toEqual([]);
    const owed = expectOk(await app.mail.list({}, { caller: house.operator })).items;
    expect(owed.filter(({ kind }) => kind === 'passwordReset').map(({ state }) => state)).toEqual(
      Array.from({ length: 5 }, () => 'superseded'),
    );
  });

  it('is mailed about three times an hour at most', async () => {
    const house = await openHouse(open);
    await withAnn(house);
    for (let time = 0; time < 10; time++)
      expectOk(await house.app.passwords.requestReset({ email: ann }, {}));
    expect(await house.mailTo(ann)).toHaveLength(3);
    house.clock.advance(3600);
    await asked(house);
    expect(await house.mailTo(ann)).toHaveLength(4);
  });

  it('lets its owner in again who was shut out by the tries of others', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { signIn } = await withAnn(house);
    for (let time = 0; time < 12; time++)
      await app.sessions.signIn({ ...signIn, password: `guess ${time}` });
    expect(await app.sessions.signIn(signIn)).toMatchObject({ error: { kind: 'TooManyTries' } });
    const token = await asked(house);
    expect(await app.sessions.signIn(signIn)).toMatchObject({ error: { kind: 'TooManyTries' } });
    expectOk(await app.passwords.reset({ token, ...nextChosen }, {}));
    expectOk(await app.sessions.signIn({ ...signIn, password: next }));
  });

  it('that was generated may have to be changed before it opens anything', async () => {
    const house = await openHouse(open, { changeGeneratedPassword: true });
    const { app } = house;
    const opened = expectOk(await app.registers.open({ email: ann }, { caller: house.master }));
    const generated = opened.password?.reveal() ?? '';
    const account = opened.register.account.id;
    const named = { account, email: ann };
    const mustChange = { ok: false, error: { kind: 'PasswordMustChange' } };
    expect(await app.sessions.signIn({ ...named, password: generated })).toEqual(mustChange);
    const basic = { name: `${account}/${ann}`, password: generated };
    expect(await app.sessions.authenticatePassword(basic)).toEqual(mustChange);
    expect(await app.sessions.signIn({ ...named, password: 'wrong' })).toEqual(wrong);
    const change = { newPassword: next, newPasswordConfirmation: next };
    const { passwords } = app;
    expect(await passwords.change({ ...named, password: 'wrong', ...change }, {})).toEqual(wrong);
    const same = { newPassword: generated, newPasswordConfirmation: generated };
    expect(await passwords.change({ ...named, password: generated, ...same }, {})).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['newPassword'] }] },
    });
    expectOk(await passwords.change({ ...named, password: generated, ...change }, {}));
    expect(await app.sessions.signIn({ ...named, password: generated })).toEqual(wrong);
    expectOk(await app.sessions.signIn({ ...named, password: next }));
  });
});

describe('a password that somebody else has set or seen', () => {
  const seen = 'set by the parent';
  const known = { error: { kind: 'Invalid', issues: [{ path: ['password'], code: 'personal' }] } };

  const registered = async (house: House) => {
    const entry = { firstName: 'Ann', lastName: 'Other', email: ann };
    const both = { password: seen, passwordConfirmation: seen };
    const { account } = expectOk(
      await house.app.registers.register({ ...entry, ...both }, { caller: house.master }),
    );
    return { both, named: { account: account.id, email: ann } };
  };

  it('never becomes its owner own, by a reset or later', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { both, named } = await registered(house);
    const { reset, change } = app.passwords;
    const token = await asked(house);
    expect(await reset({ token, ...both }, {})).toMatchObject(known);
    expectOk(await reset({ token, ...chosen }, {}));
    const again = await asked(house);
    expect(await reset({ token: again, ...both }, {})).toMatchObject(known);
    const back = { newPassword: seen, newPasswordConfirmation: seen };
    expect(await change({ ...named, password, ...back }, {})).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['newPassword'] }] },
    });
    expectOk(await reset({ token: again, ...nextChosen }, {}));
    house.clock.advance(3600);
    expect(await reset({ token: await asked(house), ...both }, {})).toMatchObject(known);
  });

  it('nor where it was generated, or has lapsed, or was changed by whoever knew it', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const opened = expectOk(await app.registers.open({ email: ann }, { caller: house.master }));
    const generated = opened.password?.reveal() ?? '';
    house.clock.advance(31 * 86_400);
    const again = { password: generated, passwordConfirmation: generated };
    expect(await app.passwords.reset({ token: await asked(house), ...again }, {})).toMatchObject(
      known,
    );
    const other = await openHouse(inMemory);
    const { named } = await registered(other);
    const changed = { newPassword: next, newPasswordConfirmation: next };
    expectOk(await other.app.passwords.change({ ...named, password: seen, ...changed }, {}));
    await openCustomer(other, other.master, ann);
    const token = await other.tokenFor(ann);
    for (const text of [seen, next])
      expect(
        await other.app.invitations.accept(
          { token, password: text, passwordConfirmation: text },
          {},
        ),
      ).toMatchObject(known);
    expectOk(await other.app.invitations.accept({ token, ...chosen }, {}));
  });
});

describe('a password that somebody else has seen, while too much is hashed', () => {
  it('is not taken for another, and the link stays good', async () => {
    const busy = err({ kind: 'Busy', retryAfter: 1 } as const);
    const quick = quickHasher();
    let isBusy = true;
    const hasher: PasswordHasher = {
      ...quick,
      verify: async (...given) => (isBusy ? busy : quick.verify(...given)),
    };
    const house = await openHouse(inMemory, {}, hasher);
    const { app } = house;
    const entry = { firstName: 'Ann', lastName: 'Other', email: ann };
    expectOk(await app.registers.register({ ...entry, ...chosen }, { caller: house.master }));
    const token = await asked(house);
    expect(await app.passwords.reset({ token, ...chosen }, {})).toEqual(busy);
    isBusy = false;
    expect(await app.passwords.reset({ token, ...chosen }, {})).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [
          {
            path: ['password'],
            code: 'personal',
            message: 'must be another one: it is in use, or known to somebody else',
          },
        ],
      },
    });
    expectOk(await app.passwords.reset({ token, ...nextChosen }, {}));
  });
});

describe('a reset', () => {
  it('that the store cannot take is told as such: nobody is mailed', async () => {
    const { ports } = await openHouse(inMemory);
    const unavailable = err({ kind: 'Unavailable', retryAfter: 7 } as const);
    const persistence = { ...ports.persistence, transact: async () => unavailable };
    const settings = { publicUrl: 'https://tenantry.test' };
    const app = createApplication({ ...ports, persistence }, settings);
    expect(await app.passwords.requestReset({ email: ann }, {})).toEqual(unavailable);
  });

  it.each([undefined, null, 5, {}, ['a'], true])('is not opened by %j', async (token) => {
    const { app } = await openHouse(inMemory);
    const said: object = { token };
    expect(await app.passwords.lookAtReset({ token: '', ...said }, {})).toEqual(linkVoid);
    expect(await app.passwords.reset({ token: '', ...chosen, ...said }, {})).toEqual(linkVoid);
  });

  it('of somebody in very many accounts looks at so many, and tells so many', async () => {
    const house = await openHouse(inMemory);
    const { app, ports } = house;
    const first = await withAnn(house);
    const user = await ports.persistence.read(({ access }) =>
      access.userByMailbox(EmailAddress.parse(ann)),
    );
    if (user === undefined) throw new Error('Ann is nobody');
    const accounts = [first.id];
    for (let place = 2; place <= 101; place++) {
      const command = { name: `Account number ${place}` };
      const { account } = expectOk(await app.customers.create(command, { caller: house.master }));
      await addPlace(ports, account, user, {});
      accounts.push(account.id);
    }
    const token = await asked(house);
    const reset = (text: string) =>
      app.passwords.reset({ token, password: text, passwordConfirmation: text }, {});
    expect(await reset('Account number 50')).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['password'], code: 'personal' }] },
    });
    expectOk(await reset('Account number 51'));
    const isTold = async (place: number) =>
      (await historyOf(house, accounts[place - 1])).some(({ kind }) => kind === 'PasswordChanged');
    for (const [place, told] of [
      [1, true],
      [100, true],
      [101, false],
    ] as const)
      expect([place, await isTold(place)]).toEqual([place, told]);
  });
});

describe('the steps of a reset', () => {
  it('in any other order change nothing', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { signIn } = await withAnn(house);
    const bob = 'bob@example.com';
    const other = await openCustomer(house, house.master, bob);
    const invitation = await house.tokenFor(bob);
    const { reset } = app.passwords;
    // Without a token, with the wrong one, with one of another purpose.
    for (const token of ['', 'x', invitation, await asked(house).then((text) => `${text}=`)])
      expect(await reset({ token, ...nextChosen }, {})).toEqual(linkVoid);
    expectOk(await app.invitations.accept({ token: invitation, ...chosen }, {}));
    // A link is for its own mailbox, and dies of any other change of the password.
    const [anns, bobs] = [await asked(house), await asked(house, bob)];
    expectOk(await reset({ token: bobs, ...nextChosen }, {}));
    expectOk(await app.sessions.signIn(signIn));
    expectOk(
      await app.passwords.change(
        { ...signIn, newPassword: next, newPasswordConfirmation: next },
        {},
      ),
    );
    expect(await reset({ token: anns, ...chosen }, {})).toEqual(linkVoid);
    // Of several at once one succeeds.
    const again = await asked(house);
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        reset(
          { token: again, password: `password ${at}`, passwordConfirmation: `password ${at}` },
          {},
        ),
      ),
    );
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 9 }, () => linkVoid));
    // Ten minutes, and no longer.
    house.clock.advance(3600);
    const late = await asked(house);
    house.clock.advance(600);
    expect(await reset({ token: late, ...chosen }, {})).toEqual(linkVoid);
    expect(other.id).not.toBe(signIn.account);
  });

  it('are worth nothing once the account is closed, and the mailbox is free', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { id } = await withAnn(house);
    const token = await asked(house);
    expectOk(await app.accounts.close({ account: id }, { caller: house.master }));
    expect(await app.passwords.reset({ token, ...nextChosen }, {})).toEqual(linkVoid);
    const entry = { firstName: 'Ann', lastName: 'Again', email: ann };
    expectOk(await app.registers.register({ ...entry, ...chosen }, { caller: house.master }));
  });
});
