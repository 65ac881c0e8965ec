import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { chosen, inMemory, linkVoid, openCustomer, openHouse, password, wrong } from './house.ts';

const ann = 'ann@example.com';
const bob = 'bob@example.com';

describe.each(stores)('members on $name', ({ open }) => {
  it('are invited, invited again, revoked and invited anew, one for a mailbox', async () => {
    const house = await openHouse(open);
    const { app, clock } = house;
    const { id: account, member } = await openCustomer(house, house.master, ann);
    const context = { caller: house.master };
    const invite = { account, name: 'Ann', email: ann };
    const taken = { error: { kind: 'EmailTaken', path: ['email'] } };
    const links = [await house.tokenFor(ann)];
    for (const email of [ann, 'ANN@Example.com'])
      expect(await app.members.invite({ ...invite, email }, context)).toMatchObject(taken);
    expectOk(await app.members.resend({ member }, context));
    links.push(await house.tokenFor(ann));
    clock.advance(8 * 86_400);
    // It has run out: one more link on the same membership, by either way.
    expectOk(await app.members.resend({ member }, context));
    links.push(await house.tokenFor(ann));
    clock.advance(8 * 86_400);
    const anew = expectOk(await app.members.invite({ ...invite, name: 'Anna' }, context));
    expect(anew).toMatchObject({ id: member, name: 'Anna', status: 'invited' });
    links.push(await house.tokenFor(ann));
    expectOk(await app.members.revoke({ member }, context));
    expect(await app.members.resend({ member }, context)).toMatchObject({
      error: { kind: 'WrongStatus', status: 'revoked' },
    });
    expectOk(await app.members.invite({ ...invite, userName: 'anna' }, context));
    const last = await house.tokenFor(ann);
    expect(new Set([...links, last]).size).toBe(5);
    for (const token of links)
      expect(await app.invitations.accept({ token, ...chosen }, {})).toEqual(linkVoid);
    expectOk(await app.invitations.accept({ token: last, ...chosen }, {}));
    expect(await app.members.invite(invite, context)).toMatchObject(taken);
    expectOk(await app.sessions.signIn({ userName: 'ANNA', password }));
    expectOk(await app.members.revoke({ member }, context));
    expect(await app.sessions.signIn({ userName: 'ANNA', password })).toEqual(wrong);
    // The user name is free, and so is the mailbox: nobody is left behind.
    const other = { account, name: 'Bob', email: bob, userName: 'Anna' };
    expectOk(await app.members.invite(other, context));
    const entry = { firstName: 'Ann', lastName: 'Free', email: ann };
    expectOk(await app.registers.register({ ...entry, ...chosen }, context));
  });

  it('are corrected: another mailbox has another link, and the one before is worthless', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { member } = await openCustomer(house, house.master, ann);
    const context = { caller: house.master };
    const before = await house.tokenFor(ann);
    const corrected = await app.members.correct(
      { member, email: bob, name: 'Bob', roles: [2], userName: 'bob' },
      context,
    );
    expect(corrected).toMatchObject({
      value: {
        email: { address: bob },
        name: 'Bob',
        roles: [2],
        userName: 'bob',
        mail: { state: 'due' },
      },
    });
    const token = await house.tokenFor(bob);
    expect(await app.invitations.accept({ token: before, ...chosen }, {})).toEqual(linkVoid);
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expect(await app.members.correct({ member, email: ann }, context)).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['email'], code: 'mismatch' }] },
    });
    const gone = expectOk(await app.members.correct({ member, userName: null }, context));
    expect(gone).not.toHaveProperty('userName');
    expect(await app.members.correct({ member, roles: [99], name: '' }, context)).toMatchObject({
      error: {
        issues: [{ path: ['name'] }, { path: ['roles', 0], code: 'unknown' }],
      },
    });
  });

  it('are disabled until they are enabled', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { id: account, member } = await openCustomer(house, house.master, ann);
    const context = { caller: house.master };
    expect(await app.members.disable({ member }, context)).toMatchObject({
      error: { kind: 'WrongStatus', status: 'invited' },
    });
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    const { accessToken } = expectOk(await app.sessions.signIn({ account, email: ann, password }));
    const presented = { token: accessToken.reveal() };
    expectOk(await app.sessions.authenticateToken(presented));
    expectOk(await app.members.disable({ member }, context));
    expect(await app.sessions.authenticateToken(presented)).toEqual(wrong);
    expectOk(await app.members.enable({ member }, context));
    // What was open before stays shut: it may be what the person was put out for.
    expect(await app.sessions.authenticateToken(presented)).toEqual(wrong);
    expectOk(await app.sessions.signIn({ account, email: ann, password }));
  });

  it('that were put out and are invited anew get in by nothing that they had before', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { id: account, member } = await openCustomer(house, house.master, ann);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
    // Another place keeps the person known, with the same password.
    await openCustomer(house, house.master, ann);
    const elsewhere = await house.tokenFor(ann);
    expectOk(await app.invitations.accept({ token: elsewhere, password }, {}));
    const signIn = { account, email: ann, password };
    const session = expectOk(await app.sessions.signIn(signIn));
    const issued = expectOk(await app.sessions.issue({ grant: 'password', ...signIn }));
    const context = { caller: house.master };
    expectOk(await app.members.revoke({ member }, context));
    expectOk(await app.members.invite({ account, name: 'Ann', email: ann }, context));
    const again = await house.tokenFor(ann);
    expectOk(await app.invitations.accept({ token: again, password }, {}));
    for (const token of [session.accessToken, issued.token])
      expect(await app.sessions.authenticateToken({ token: token.reveal() })).toEqual(wrong);
    const refreshToken = session.refreshToken.reveal();
    expect(await app.sessions.refresh({ refreshToken })).toEqual(wrong);
    expectOk(await app.sessions.signIn(signIn));
  });

  it('are mailed so often and no more', async () => {
    const house = await openHouse(open);
    const { member } = await openCustomer(house, house.master, ann);
    const context = { caller: house.master };
    for (let time = 0; time < 3; time++)
      expectOk(await house.app.members.resend({ member }, context));
    expect(await house.app.members.resend({ member }, context)).toMatchObject({
      error: { kind: 'TooManyTries', retryAfter: 3600 },
    });
    // What one account mails hinders no other.
    const other = await openCustomer(house, house.master, ann);
    expectOk(await house.app.members.resend({ member: other.member }, context));
    expect(await house.mailTo(ann)).toHaveLength(2);
    // Superseded ones are dropped: the newest link alone arrives.
    const shown = expectOk(await house.app.members.find({ member }, context));
    expect(shown.mail).toEqual({ state: 'sent', attempts: 0 });
  });

  it('are the same for one idempotency key, and are mailed once', async () => {
    const house = await openHouse(open);
    const { id: account } = await openCustomer(house, house.master, ann);
    const context = { caller: house.master, idempotencyKey: 'once' };
    const invite = { account, name: 'Bob', email: bob };
    const first = await house.app.members.invite(invite, context);
    expect(await house.app.members.invite(invite, context)).toEqual({ ...first, replayed: true });
    expect(await house.mailTo(bob)).toHaveLength(1);
  });
});

describe('the members of others', () => {
  it('are as good as absent, by id and by number', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { member } = await openCustomer(house, house.master, ann);
    const other = await openCustomer(house, house.master, bob);
    const { number } = expectOk(await app.members.find({ member }, { caller: house.master }));
    const absent = { ok: false, error: { kind: 'MemberNotFound' } };
    const { find, resend, revoke, disable, enable, correct } = app.members;
    for (const named of [member, number, String(number), 4711, 'x', ''])
      for (const use of [find, resend, revoke, disable, enable, correct])
        expect(await use({ member: named }, { caller: other.caller })).toEqual(absent);
    expect(await app.members.list({ account: 2 }, { caller: other.caller })).toMatchObject({
      error: { kind: 'AccountNotFound' },
    });
    const weak = { ...house.master, power: 'provision' as const };
    for (const use of [resend, revoke, disable, enable, correct])
      expect(await use({ member }, { caller: weak })).toMatchObject({
        error: { kind: 'NotPermitted', needed: 'manage' },
      });
  });
});

describe('the contact of a partner that is revoked', () => {
  it('is nobody until it is invited, or let in, anew', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const context = { caller: house.master };
    const contact = {
      userName: 'con',
      firstName: 'Con',
      lastName: 'Tact',
      email: 'con@example.com',
      phone: '+390612345',
    };
    const opened = expectOk(await app.partners.create({ name: 'Partner', contact }, context));
    const partner = opened.account.id;
    const { id: member } = opened.contactMember;
    expectOk(await app.members.revoke({ member }, context));
    const update = (said: object, isActive?: boolean) =>
      app.partners.update(
        { partner, contact: said, ...(isActive === undefined ? {} : { isActive }) },
        context,
      );
    const faulty = { error: { kind: 'Invalid', issues: [{ path: ['contact', 'userName'] }] } };
    expect(await update({ userName: 'con' })).toMatchObject(faulty);
    // Neither a suspended partner's contact is welcomed, nor one that is not to get in.
    expect(await update({ userName: 'con', sendWelcomeEmail: true }, false)).toMatchObject(faulty);
    for (const said of [{ sendWelcomeEmail: true, isActive: false }, { firstName: 'Conny' }])
      expect(expectOk(await update(said)).contactMember).toMatchObject({ status: 'revoked' });
    // Who gets in is for those who manage.
    expect(
      await app.partners.update(
        { partner, contact: { isActive: true } },
        { caller: { ...house.master, power: 'provision' as const } },
      ),
    ).toMatchObject({ error: { kind: 'NotPermitted', needed: 'manage' } });
    const again = expectOk(await update({ userName: 'con', sendWelcomeEmail: true }));
    expect(again.contactMember).toMatchObject({ id: member, status: 'invited', userName: 'con' });
    expectOk(await update({ sendWelcomeEmail: true }));
    expectOk(await update({ sendWelcomeEmail: true }));
    expect(await update({ sendWelcomeEmail: true })).toMatchObject({
      error: { kind: 'TooManyTries' },
    });
    const token = await house.tokenFor('con@example.com');
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expectOk(await app.sessions.signIn({ userName: 'con', password }));
  });
});
