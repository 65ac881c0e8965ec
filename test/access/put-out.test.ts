import type { Application, Result } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import {
  chosen,
  type House,
  inMemory,
  linkVoid,
  openCustomer,
  openHouse,
  password,
  wrong,
} from './house.ts';

const ann = 'ann@example.com';
const bob = 'bob@example.com';

type Way = (app: Application) => Promise<Result<unknown, unknown>>;

/** An account four levels down, with every way in that there is, and the account three levels up. */
const deepHouse = async (house: House) => {
  const { app } = house;
  const top = await openCustomer(house, house.master, 'top@example.com');
  const second = await openCustomer(house, top.caller, 'second@example.com');
  const third = await openCustomer(house, second.caller, 'third@example.com');
  const { id: account, caller } = await openCustomer(house, third.caller, ann);
  expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
  const key = expectOk(await app.keys.create({}, { caller }));
  const keyText = key.text?.reveal() ?? '';
  const named = { account, email: ann };
  const session = expectOk(await app.sessions.signIn({ ...named, password }));
  const byKey = expectOk(await app.sessions.issue({ grant: 'api_key', key: keyText }));
  const byPassword = expectOk(await app.sessions.issue({ grant: 'password', ...named, password }));
  const token = (text: string) => (each: Application) =>
    each.sessions.authenticateToken({ token: text });
  const name = `${account}/${ann}`;
  const ways: Readonly<Record<string, Way>> = {
    key: (each) => each.keys.authenticate({ key: keyText }),
    'token of the session': token(session.accessToken.reveal()),
    'token for the key': token(byKey.token.reveal()),
    'token for the password': token(byPassword.token.reveal()),
    basic: (each) => each.sessions.authenticatePassword({ name, password }),
    'sign-in': (each) => each.sessions.signIn({ ...named, password }),
    'another token for the key': (each) => each.sessions.issue({ grant: 'api_key', key: keyText }),
    'another token for the password': (each) =>
      each.sessions.issue({ grant: 'password', ...named, password }),
  };
  const refreshToken = session.refreshToken.reveal();
  return { top, account, caller, ways, refreshToken };
};

describe.each(stores)('a suspension on $name', ({ open }) => {
  it('three levels up shuts every way in, in every process, until it is over', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { top, account, caller, ways, refreshToken } = await deepHouse(house);
    const beside = house.beside();
    const invite = { account, name: 'Bob', email: bob, roles: [1] };
    expectOk(await app.members.invite(invite, { caller }));
    const invitation = await house.tokenFor(bob);
    for (const [way, enter] of Object.entries(ways))
      for (const each of [app, beside]) expect([way, (await enter(each)).ok]).toEqual([way, true]);
    const context = { caller: house.master };
    expectOk(await app.accounts.suspend({ account: top.id }, context));
    for (const each of [app, beside]) {
      for (const [way, enter] of Object.entries(ways))
        expect([way, await enter(each)]).toEqual([way, wrong]);
      expect(await each.sessions.refresh({ refreshToken })).toEqual(wrong);
      expect(await each.invitations.look({ token: invitation }, {})).toEqual(linkVoid);
      expect(await each.invitations.accept({ token: invitation, ...chosen }, {})).toEqual(linkVoid);
      // Whoever had come in before acts no more either.
      expect(await each.customers.create({ name: 'Late' }, { caller })).toEqual(wrong);
      expect(await each.keys.create({}, { caller })).toEqual(wrong);
      expect(await each.members.invite({ ...invite, email: 'x@example.com' }, { caller })).toEqual(
        wrong,
      );
    }
    // Mail waits, for whoever is invited and whoever forgot a password.
    const before = house.letters.length;
    const late = { account, name: 'Cy', email: 'cy@example.com' };
    expectOk(await app.members.invite(late, context));
    expectOk(await app.passwords.requestReset({ email: ann }, {}));
    await app.deliverMail();
    expect(house.letters).toHaveLength(before);
    expectOk(await app.accounts.reactivate({ account: top.id }, context));
    for (const [way, enter] of Object.entries(ways))
      for (const each of [app, beside]) expect([way, (await enter(each)).ok]).toEqual([way, true]);
    expectOk(await beside.sessions.refresh({ refreshToken }));
    expectOk(await app.invitations.accept({ token: invitation, ...chosen }, {}));
    house.clock.advance(600);
    expect(await house.mailTo('cy@example.com')).toHaveLength(1);
  });

  it('of one beneath stays when those above are reactivated', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { top, account } = await deepHouse(house);
    const context = { caller: house.master };
    expectOk(await app.accounts.suspend({ account }, context));
    expectOk(await app.accounts.suspend({ account: top.id }, context));
    const again = expectOk(await app.accounts.suspend({ account: top.id }, context));
    expect(again.version).toBe(2);
    expectOk(await app.accounts.reactivate({ account: top.id }, context));
    const found = expectOk(await app.accounts.find({ account }, context));
    expect(found).toMatchObject({ status: 'suspended', effectiveStatus: 'suspended', version: 2 });
  });
});

describe.each(stores)('closing on $name', ({ open }) => {
  it('is for good, for all beneath, and frees the mailboxes', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const { top, account, ways, refreshToken } = await deepHouse(house);
    const elsewhere = await openCustomer(house, house.master, ann);
    const context = { caller: house.master };
    expectOk(await app.accounts.close({ account: top.id }, context));
    for (const [way, enter] of Object.entries(ways))
      expect([way, await enter(app)]).toEqual([way, wrong]);
    expect(await app.sessions.refresh({ refreshToken })).toEqual(wrong);
    const closed = { error: { kind: 'AccountClosed' } };
    expect(await app.accounts.reactivate({ account: top.id }, context)).toMatchObject(closed);
    // Asked for again, it is as it is.
    expectOk(await app.accounts.close({ account: top.id }, context));
    const invite = { account, name: 'Bob', email: bob };
    expect(await app.members.invite(invite, context)).toMatchObject(closed);
    for (const change of [app.accounts.suspend, app.accounts.close])
      expect(await change({ account }, context)).toMatchObject(closed);
    expect(await app.customers.create({ parent: account, name: 'x' }, context)).toMatchObject({
      error: { kind: 'ParentInactive', status: 'closed' },
    });
    const members = expectOk(await app.members.list({ account }, context)).items;
    expect(members.map(({ status }) => status)).toEqual(['revoked']);
    // Ann is nobody any more: the invitation elsewhere, which stands, asks her to choose anew.
    const token = await house.tokenFor(ann);
    expect(expectOk(await app.invitations.look({ token }, {})).demands).toBe('newPassword');
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expectOk(await app.sessions.signIn({ account: elsewhere.id, email: ann, password }));
  });
});

describe('beneath an account that is closed', () => {
  it('a partner lets nobody in any more', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const context = { caller: house.master };
    const contact = { firstName: 'Con', lastName: 'Tact', phone: '+390612345' };
    const open = async (name: string, parent?: string) => {
      const person = { ...contact, userName: name, email: `${name}@example.com` };
      const command = { name, contact: person, ...(parent === undefined ? {} : { parent }) };
      return expectOk(await app.partners.create(command, context)).account.id;
    };
    const above = await open('above');
    const partner = await open('beneath', above);
    expectOk(await app.accounts.close({ account: above }, context));
    const welcome = { sendWelcomeEmail: true, userName: 'again' };
    expect(await app.partners.update({ partner, contact: welcome }, context)).toMatchObject({
      error: { kind: 'AccountClosed' },
    });
  });
});

describe('whoever reads on', () => {
  it('is told what is no cursor, and sees the outbox as an operator of it all alone', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const context = { caller: house.operator };
    const master = house.master.accountId ?? '';
    const after = JSON.parse('"\\u0000"');
    const faulty = { error: { kind: 'Invalid', issues: [{ path: ['after'] }] } };
    const page = { account: master, after };
    const { accounts, events, keys, members } = app;
    for (const ask of [
      () => members.list(page, context),
      () => keys.list(page, context),
      () => accounts.children(page, context),
      () => events.list(page, context),
    ])
      expect(await ask()).toMatchObject(faulty);
    expect(await app.mail.list({ after }, context)).toMatchObject(faulty);
    expect(await app.mail.retry({ message: after }, context)).toMatchObject({
      error: { kind: 'MessageNotFound' },
    });
    const below = { caller: app.as.operator('test', house.master.accountId) };
    for (const caller of [below.caller, house.master])
      expect(await app.mail.list({}, { caller })).toMatchObject({
        error: { kind: 'NotPermitted' },
      });
  });
});

describe('whoever puts out', () => {
  it('is never itself, or above itself', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { top, caller, account } = await deepHouse(house);
    const { suspend, close, reactivate } = app.accounts;
    for (const change of [suspend, close, reactivate]) {
      expect(await change({ account }, { caller })).toMatchObject({
        error: { kind: 'NotPermitted' },
      });
      for (const above of [top.id, house.master.accountId ?? '', 1])
        expect(await change({ account: above }, { caller })).toMatchObject({
          error: { kind: 'AccountNotFound' },
        });
      const weak = { ...house.master, power: 'provision' as const };
      expect(await change({ account }, { caller: weak })).toMatchObject({
        error: { kind: 'NotPermitted', needed: 'manage' },
      });
    }
  });

  it('leaves its own account one who may manage it, also where two go at once', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { account, caller } = await deepHouse(house);
    const [one] = expectOk(await app.members.list({ account }, { caller })).items;
    const member = one?.id ?? '';
    const last = { ok: false, error: { kind: 'LastManager' } };
    for (const put of [app.members.revoke, app.members.disable])
      expect(await put({ member }, { caller })).toMatchObject(last);
    expect(await app.members.correct({ member, roles: [3] }, { caller })).toMatchObject(last);
    expectOk(await app.members.invite({ name: 'Bob', email: bob, roles: [1] }, { caller }));
    expect(await app.members.revoke({ member }, { caller })).toMatchObject(last);
    expectOk(await app.invitations.accept({ token: await house.tokenFor(bob), ...chosen }, {}));
    const both = expectOk(await app.members.list({ account }, { caller })).items;
    const put = await Promise.all(
      both.map(({ id }) => app.members.disable({ member: id }, { caller })),
    );
    expect(put.filter(({ ok }) => ok)).toHaveLength(1);
    // Those above may put anybody out.
    for (const { id } of both)
      expectOk(await app.members.revoke({ member: id }, { caller: house.master }));
  });
});
