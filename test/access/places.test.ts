import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { chosen, historyOf, inMemory, openCustomer, openHouse, password, wrong } from './house.ts';

const ann = 'ann@example.com';
const bob = 'bob@example.com';
const refused = (error: object) => ({ ok: false, error });
const emailTaken = refused({ kind: 'EmailTaken', path: ['email'] });
const userNameTaken = refused({ kind: 'UserNameTaken', path: ['userName'] });
const lastManager = (place: string) => refused({ kind: 'LastManager', path: [place] });
const unknownRole = (at: number) =>
  expect.objectContaining({ path: ['roles', at], code: 'unknown' });

const begin = async (policy: Parameters<typeof openHouse>[1] = {}) => {
  const house = await openHouse(inMemory, policy);
  const { app } = house;
  const by = { caller: house.master };
  const { id: account, member, caller } = await openCustomer(house, house.master, ann);
  return {
    app,
    house,
    by,
    account,
    member,
    own: { caller },
    join: async (email: string) => {
      const token = await house.tokenFor(email);
      return expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    },
    invite: (email: string, more: object = {}) =>
      app.members.invite({ account, name: 'Bob', email, ...more }, by),
    correct: (change: object) => app.members.correct({ member, ...change }, by),
    /** The kinds of what has happened to the member since it was invited. */
    happened: async () =>
      (await historyOf(house, account))
        .filter(({ subject }) => subject === member)
        .map(({ kind }) => kind),
    shown: async () => expectOk(await app.members.find({ member }, by)),
  };
};

/** A partner whose contact was told nothing yet. */
const openPartner = async (contact: object = {}) => {
  const all = await begin();
  const opened = expectOk(
    await all.app.partners.create(
      {
        name: 'Partner',
        contact: {
          userName: 'con',
          firstName: 'Con',
          lastName: 'Tact',
          email: 'con@example.com',
          phone: '+390612345',
          ...contact,
        },
      },
      all.by,
    ),
  );
  return { ...all, partner: opened.account.id, contact: opened.contactMember.id };
};

describe('what happens to a member', () => {
  it('is recorded once each time that something changes', async () => {
    const { app, by, correct, happened, join, member } = await begin();
    expectOk(await app.members.resend({ member }, by));
    await join(ann);
    expectOk(await correct({ name: 'Anna' }));
    const { enable, disable, revoke } = app.members;
    for (const use of [enable, disable, disable, enable, enable, revoke, revoke])
      expectOk(await use({ member }, by));
    expect(await happened()).toEqual([
      'MemberInvitedAgain',
      'MemberJoined',
      'MemberChanged',
      'MemberDisabled',
      'MemberEnabled',
      'MemberRevoked',
    ]);
  });

  it('moves the version of a partner, and of no customer', async () => {
    const { app, by, correct, account, partner, contact } = await openPartner();
    expectOk(await correct({ name: 'Anna' }));
    expect(expectOk(await app.customers.find({ customer: account }, by)).account.version).toBe(1);
    expectOk(await app.members.correct({ member: contact, roles: [2] }, by));
    expectOk(await app.accounts.suspend({ account: partner }, by));
    expectOk(await app.members.correct({ member: contact, roles: [1] }, by));
    const { account: after } = expectOk(await app.partners.find({ partner }, by));
    expect([after.version, after.status]).toEqual([4, 'suspended']);
  });

  it('opens nothing again that was open before, however often it happens', async () => {
    const { app, house, account, member, by, join } = await begin();
    await join(ann);
    // Another place keeps the person known, with the same password.
    await openCustomer(house, house.master, ann);
    const elsewhere = await house.tokenFor(ann);
    expectOk(await app.invitations.accept({ token: elsewhere, password }, {}));
    const signIn = { account, email: ann, password };
    const { accessToken } = expectOk(await app.sessions.signIn(signIn));
    const isShut = async () =>
      expect(await app.sessions.authenticateToken({ token: accessToken.reveal() })).toEqual(wrong);
    for (let time = 0; time < 2; time++) {
      expectOk(await app.members.disable({ member }, by));
      await isShut();
      expectOk(await app.members.enable({ member }, by));
      await isShut();
    }
    expectOk(await app.members.revoke({ member }, by));
    expectOk(await app.members.invite({ account, name: 'Ann', email: ann }, by));
    const token = await house.tokenFor(ann);
    expectOk(await app.invitations.accept({ token, password }, {}));
    await isShut();
  });
});

describe('a correction of a member', () => {
  it('leaves what is not said, and the link that was mailed', async () => {
    const { app, by, correct, house, member, shown, join } = await begin();
    expectOk(await correct({ userName: 'anna', roles: [2] }));
    const before = await shown();
    const named = expectOk(await correct({ name: 'Anna' }));
    expect(named).toEqual({ ...before, name: 'Anna' });
    const spelt = 'ANN@example.com';
    // The same mailbox in another spelling is no other mailbox.
    expectOk(await correct({ email: spelt }));
    expect(await house.mailTo(spelt)).toHaveLength(1);
    await join(spelt);
    expectOk(await correct({ name: 'Annie', email: 'Ann@Example.com' }));
    expect(expectOk(await app.members.find({ member }, by))).toMatchObject({
      status: 'active',
      name: 'Annie',
      userName: 'anna',
      roles: [2],
    });
    expectOk(await app.sessions.signIn({ userName: 'anna', password }));
  });

  it('takes away a user name that there was none of', async () => {
    const { correct } = await begin();
    for (const userName of [null, 'anna', null])
      expect('userName' in expectOk(await correct({ userName }))).toBe(userName !== null);
  });

  it('asks for a user name only where it is another', async () => {
    const { app, by, correct, house, invite, join, shown } = await begin();
    const name = 'eve@example.com';
    expectOk(await correct({ userName: name }));
    expectOk(await invite(name));
    await join(name);
    // It stands in the way of somebody by now, and is nobody else's all the same.
    for (const change of [{ name: 'Anna' }, { userName: name }, { roles: [2] }])
      expect(expectOk(await correct(change)).userName).toBe(name);
    expectOk(await correct({ userName: null }));
    expect(await correct({ userName: name })).toEqual(userNameTaken);
    expect((await shown()).userName).toBeUndefined();
    // Whose own mailbox it is may go by it, wherever that person comes to.
    const other = expectOk(await app.customers.create({ name: 'Other' }, by)).account.id;
    const eve = { account: other, name: 'Eve', email: name, userName: name };
    const { id } = expectOk(await app.members.invite(eve, by));
    expectOk(await app.members.correct({ member: id, userName: null }, by));
    expect(expectOk(await app.members.correct({ member: id, userName: name }, by)).userName).toBe(
      name,
    );
    expect(await house.mailTo(name)).toHaveLength(2);
  });

  it('takes neither a mailbox nor a user name from another', async () => {
    const { correct, invite } = await begin();
    expectOk(await invite(bob, { userName: 'bob' }));
    expect(await correct({ email: bob })).toEqual(emailTaken);
    expect(await correct({ userName: 'BOB' })).toEqual(userNameTaken);
  });

  it('mails so many links to one mailbox and no more', async () => {
    const { correct, house } = await begin({ mailing: { limit: 1, window: 600 } });
    for (const email of [bob, ann]) expectOk(await correct({ email }));
    expect(await correct({ email: bob })).toEqual(
      refused({ kind: 'TooManyTries', retryAfter: 600 }),
    );
    // What goes nowhere is not counted.
    for (const name of ['A', 'B', 'C']) expectOk(await correct({ name }));
    house.clock.advance(600);
    expectOk(await correct({ email: bob }));
  });

  it('of one who was never invited, or is out, mails nothing', async () => {
    for (const isActive of [true, false]) {
      const { app, by, contact, house } = await openPartner({ isActive });
      const moved = await app.members.correct({ member: contact, email: bob }, by);
      expect(expectOk(moved)).toMatchObject({ status: isActive ? 'invited' : 'disabled' });
      expect(expectOk(moved)).not.toHaveProperty('invitedUntil');
      expect(await house.mailTo(bob)).toEqual([]);
    }
  });

  it('of one who was put out after joining leaves the mailbox alone', async () => {
    const { app, by, correct, join, member } = await begin();
    await join(ann);
    expectOk(await app.members.disable({ member }, by));
    expect(await correct({ email: bob })).toEqual(
      refused({
        kind: 'Invalid',
        issues: [
          {
            path: ['email'],
            code: 'mismatch',
            message: 'is the own mailbox of somebody who has joined',
          },
        ],
      }),
    );
    expect(expectOk(await correct({ name: 'Anna' }))).toMatchObject({
      status: 'disabled',
      name: 'Anna',
    });
  });

  it('of a contact changes all but its name', async () => {
    const { app, by, contact, partner } = await openPartner();
    const correct = (change: object) => app.members.correct({ member: contact, ...change }, by);
    expect(expectOk(await correct({ roles: [2], name: 'Con Tact' })).roles).toEqual([2]);
    expect(await correct({ name: 'Other' })).toMatchObject(
      refused({ kind: 'Invalid', issues: [{ path: ['name'], code: 'mismatch' }] }),
    );
    // Whoever else is there is called as one likes.
    const eve = { account: partner, name: 'Eve', email: 'eve@example.com' };
    const { id } = expectOk(await app.members.invite(eve, by));
    expect(expectOk(await app.members.correct({ member: id, name: 'Other' }, by)).name).toBe(
      'Other',
    );
  });
});

describe('the last who may manage their own account', () => {
  it.each<[string, string, (all: Awaited<ReturnType<typeof begin>>) => Promise<object>]>([
    ['is not revoked', 'member', ({ app, member, own }) => app.members.revoke({ member }, own)],
    ['is not disabled', 'member', ({ app, member, own }) => app.members.disable({ member }, own)],
    [
      'keeps the role',
      'roles',
      ({ app, member, own }) => app.members.correct({ member, roles: [3] }, own),
    ],
  ])('%s', async (_, place, use) => {
    const all = await begin();
    await all.join(ann);
    expect(await use(all)).toEqual(lastManager(place));
    expectOk(await all.invite(bob, { roles: [1] }));
    expect(await use(all)).toEqual(lastManager(place));
    await all.join(bob);
    expect(await use(all)).toMatchObject({ ok: true });
  });
});

describe('roles', () => {
  it('are those that are said, else the default', async () => {
    const { invite, correct } = await begin();
    expect(expectOk(await invite(bob)).roles).toEqual([3]);
    expect(expectOk(await invite('eve@example.com', { roles: [2, 1] })).roles).toEqual([2, 1]);
    expect(expectOk(await correct({ roles: [2] })).roles).toEqual([2]);
    expect(expectOk(await correct({ roles: [] })).roles).toEqual([3]);
  });

  it('that are not known are named one by one, by whichever way', async () => {
    const { app, by, correct, invite, member } = await begin();
    const roles = [1, 77, 2, 78];
    const unknown = refused({ kind: 'Invalid', issues: [unknownRole(1), unknownRole(3)] });
    const command = { name: 'Bob', email: bob, roles };
    expect(await invite(bob, { roles })).toEqual(unknown);
    expect(await app.members.checkInvite(command, by)).toEqual(unknown);
    expect(await correct({ roles })).toEqual(unknown);
    expect(await app.members.checkCorrect({ member, roles }, by)).toEqual(unknown);
    for (const none of ['x', 5, {}, ['x']]) {
      const said: object = { roles: none };
      const refusal = await app.members.checkInvite({ ...command, ...said }, by);
      expect(refusal).toMatchObject({ error: { kind: 'Invalid' } });
      expect(refusal).toHaveProperty('error.issues.length', 1);
    }
  });

  it('past their limit are refused without a look at each', async () => {
    const { app, by } = await begin();
    const roles = Array.from({ length: 1000 }, (_, at) => 1000 + at);
    const refusal = await app.members.checkInvite({ name: 'Bob', email: bob, roles }, by);
    if (refusal.ok || refusal.error.kind !== 'Invalid') throw new Error('it is not refused');
    expect(refusal.error.issues.length).toBeLessThanOrEqual(101);
  });
});

describe('an invitation', () => {
  it('is sent nowhere by whoever has no account of their own and names none', async () => {
    const { app, house } = await begin();
    const invitee = { name: 'Bob', email: bob };
    expect(await app.members.invite(invitee, { caller: house.operator })).toEqual(
      refused({ kind: 'AccountNotFound' }),
    );
  });

  it('of a mailbox that has a place waits until that is over', async () => {
    const { app, by, house, invite, join, member } = await begin();
    expect(await invite(ann)).toEqual(emailTaken);
    house.clock.advance(7 * 86_400 - 1);
    expect(await invite(ann)).toEqual(emailTaken);
    house.clock.advance(1);
    expect(expectOk(await invite(ann))).toMatchObject({ id: member, status: 'invited' });
    await join(ann);
    house.clock.advance(8 * 86_400);
    expect(await invite(ann)).toEqual(emailTaken);
    expectOk(await app.members.disable({ member }, by));
    expect(await invite(ann)).toEqual(emailTaken);
    expectOk(await app.members.revoke({ member }, by));
    expect(expectOk(await invite(ann))).toMatchObject({ id: member, status: 'invited' });
  });

  it('of one who stands without a link is resent, and not made anew', async () => {
    const { app, by, partner, contact, house } = await openPartner();
    const invitee = { account: partner, name: 'Con', email: 'con@example.com' };
    expect(await app.members.invite(invitee, by)).toEqual(emailTaken);
    const standing = expectOk(await app.members.find({ member: contact }, by));
    expect(standing).toMatchObject({ status: 'invited' });
    expect(standing).not.toHaveProperty('invitedUntil');
    expectOk(await app.members.resend({ member: contact }, by));
    expect(await house.mailTo('con@example.com')).toHaveLength(1);
  });

  it('made anew is counted, and takes no user name from another', async () => {
    const { app, by, invite, member, house } = await begin({
      mailing: { limit: 2, window: 600 },
    });
    expectOk(await invite(bob, { userName: 'bob' }));
    expectOk(await app.members.revoke({ member }, by));
    expect(await invite(ann, { userName: 'Bob' })).toEqual(userNameTaken);
    expectOk(await invite(ann));
    expectOk(await app.members.revoke({ member }, by));
    expectOk(await invite(ann));
    expectOk(await app.members.revoke({ member }, by));
    expect(await invite(ann)).toEqual(refused({ kind: 'TooManyTries', retryAfter: 600 }));
    house.clock.advance(600);
    expectOk(await invite(ann));
  });

  it('that nobody had accepted stands without a link once it is let in again', async () => {
    const { app, by, contact, house } = await openPartner({ isActive: false });
    const status = refused({ kind: 'WrongStatus', status: 'disabled' });
    expect(await app.members.resend({ member: contact }, by)).toEqual(status);
    const again = expectOk(await app.members.enable({ member: contact }, by));
    expect(again).toMatchObject({ status: 'invited', email: { address: 'con@example.com' } });
    expect(again).not.toHaveProperty('invitedUntil');
    expect(await house.mailTo('con@example.com')).toEqual([]);
  });
});
