import { err, type PasswordHasher, type Power, RoleId } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { chosen, historyOf, inMemory, openCustomer, openHouse, password, wrong } from './house.ts';

const refused = (error: object) => ({ ok: false, error });
const invalid = (...issues: readonly object[]) => refused({ kind: 'Invalid', issues });
const taken = refused({ kind: 'UserNameTaken', path: ['contact', 'userName'] });
const notPermitted = refused({ kind: 'NotPermitted', needed: 'manage' });
const con = 'con@example.com';

const contactOf = (name: string) => ({
  userName: name,
  firstName: 'Con',
  lastName: 'Tact',
  email: `${name}@example.com`,
  phone: '+390612345',
});

const begin = async (policy: Parameters<typeof openHouse>[1] = {}, hasher?: PasswordHasher) => {
  const house = await openHouse(inMemory, policy, hasher);
  const { app } = house;
  const by = { caller: house.master };
  const as = (power: Power) => ({ caller: { ...house.master, power } });
  const create = (name: string, contact: object = {}, more: object = {}) =>
    app.partners.create({ name, contact: { ...contactOf(name), ...contact }, ...more }, by);
  return { house, app, by, as, create };
};

/** A partner and what is made of it. */
const open = async (contact: object = {}, policy: Parameters<typeof openHouse>[1] = {}) => {
  const all = await begin(policy);
  const { account, contactMember } = expectOk(await all.create('con', contact));
  const partner = account.id;
  return {
    ...all,
    partner,
    member: contactMember.id,
    update: (said: object, by = all.by) => all.app.partners.update({ partner, ...said }, by),
    join: async () => {
      const token = await all.house.tokenFor(con);
      return expectOk(await all.app.invitations.accept({ token, ...chosen }, {}));
    },
    kinds: async () => (await historyOf(all.house, partner)).map(({ kind }) => kind),
  };
};

describe('what becomes of a partner', () => {
  it('is recorded by its kind, once each', async () => {
    const { update, kinds } = await open();
    const isActive = [true, false, false, true];
    for (const each of isActive) expectOk(await update({ isActive: each }));
    expect(await kinds()).toEqual([
      'PartnerOpened',
      'PartnerChanged',
      'AccountSuspended',
      'PartnerChanged',
      'AccountReactivated',
    ]);
  });

  it('is shown with what counts, and with the account above where that is in reach', async () => {
    const { app, by, create, partner } = await open();
    const below = expectOk(await create('sub', {}, { parent: partner })).account.id;
    const ownView = { caller: app.as.account(partner) };
    const own = expectOk(await app.partners.find({ partner }, ownView));
    expect('parent' in own).toBe(false);
    const shown = async () => expectOk(await app.partners.find({ partner: below }, by));
    expect(await shown()).toMatchObject({ effectiveStatus: 'active', parent: { id: partner } });
    expectOk(await app.accounts.suspend({ account: partner }, by));
    expect(await shown()).toMatchObject({
      account: { status: 'active' },
      effectiveStatus: 'suspended',
    });
  });

  it('is found by id, number, name or reference alone', async () => {
    const { app, by, create } = await open();
    const { account } = expectOk(await create('Wanted', { userName: 'w' }, { reference: 'r-1' }));
    const idsOf = async (named?: string) =>
      expectOk(await app.partners.list(named === undefined ? {} : { named }, by)).items.map(
        ({ account: { id } }) => id,
      );
    for (const named of [account.id, String(account.number), 'Wanted', 'r-1'])
      expect(await idsOf(named)).toEqual([account.id]);
    expect(await idsOf('nobody')).toEqual([]);
    expect(await idsOf('')).toEqual([]);
    expect(await idsOf()).toHaveLength(2);
  });
});

describe('the contact of a partner', () => {
  it('is welcomed by a link that lets in', async () => {
    const { create, house, app } = await begin();
    expectOk(await create('con', { sendWelcomeEmail: true }));
    expect(await house.mailTo(con)).toHaveLength(1);
    const token = await house.tokenFor(con);
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expectOk(await app.sessions.signIn({ userName: 'con', password }));
  });

  it('goes by no other’s mailbox', async () => {
    const { app, house, create, update } = await open();
    await openCustomer(house, house.master, 'ann@example.com');
    const token = await house.tokenFor('ann@example.com');
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expect(await create('two', { userName: 'ann@example.com' })).toEqual(taken);
    expect(await update({ contact: { userName: 'ann@example.com' } })).toEqual(taken);
    expectOk(await create('two', { userName: 'two@example.com' }));
  });

  it('keeps the mailbox that is said again after joining', async () => {
    const { update, join } = await open({ sendWelcomeEmail: true });
    await join();
    const email = 'CON@example.com';
    expect(expectOk(await update({ contact: { email } })).contactMember.status).toBe('active');
  });

  it('has nothing open any more once it is let in again', async () => {
    const { app, update, join } = await open({ sendWelcomeEmail: true });
    await join();
    const { accessToken } = expectOk(await app.sessions.signIn({ userName: 'con', password }));
    for (const isActive of [false, true]) expectOk(await update({ contact: { isActive } }));
    expect(await app.sessions.authenticateToken({ token: accessToken.reveal() })).toEqual(wrong);
    expectOk(await app.sessions.signIn({ userName: 'con', password }));
  });

  it('is put out and let in as often as one likes, which is no mail', async () => {
    const { house, update, join } = await open(
      { sendWelcomeEmail: true },
      { mailing: { limit: 1, window: 600 } },
    );
    await join();
    for (const isActive of [false, true, false, true])
      expectOk(await update({ contact: { isActive } }));
    expect(await house.mailTo(con)).toHaveLength(1);
  });

  it('that is revoked leaves the partner to be corrected', async () => {
    const { app, by, update, member } = await open();
    expectOk(await app.members.revoke({ member }, by));
    expect(expectOk(await update({ name: 'Other' })).account.name).toBe('Other');
    expectOk(await update({ contact: { firstName: 'Conny' } }));
    expect(await update({ contact: { userName: 'conny' } })).toEqual(
      invalid({
        path: ['contact', 'userName'],
        code: 'mismatch',
        message: 'is of a contact that is revoked',
      }),
    );
  });
});

describe('who may not manage', () => {
  it('says again what is so, and changes nothing of who gets in', async () => {
    const { app, as, by, member, update } = await open({ isActive: false, power: 'read' });
    const provision = as('provision');
    const same = { isActive: false, power: 'read', userName: 'con', email: con };
    expectOk(await update({ isActive: true, contact: same }, provision));
    for (const contact of [{ isActive: true }, { power: 'provision' }])
      expect(await update({ contact }, provision)).toEqual(notPermitted);
    // One role of two is another set of them.
    expectOk(await app.members.correct({ member, roles: [3, 2] }, by));
    expect(await update({ contact: { power: 'read' } }, provision)).toEqual(notPermitted);
    expectOk(await update({ contact: { power: 'read' } }, by));
    expectOk(await update({ isActive: false }, by));
    expect(await update({ isActive: true }, provision)).toEqual(notPermitted);
    expectOk(await update({ isActive: false }, provision));
  });
});

describe('a parent that is named', () => {
  it('must be the one that is said, and there, and the only one', async () => {
    const { create, partner } = await open();
    const said = (message: string) => invalid({ path: ['parentName'], code: 'mismatch', message });
    const sub = (more: object) => create('sub', {}, more);
    expect(await sub({ parent: partner, parentName: 'Other' })).toEqual(
      said('is not the name of the parent'),
    );
    expect(await sub({ parentName: 'Other' })).toEqual(
      refused({ kind: 'ParentNotFound', path: ['parentName'] }),
    );
    expectOk(await create('con', { userName: 'con2' }, { parent: partner }));
    expect(await sub({ parentName: 'con' })).toEqual(said('stands for more than one account'));
    expectOk(await sub({ parent: partner, parentName: ' con ' }));
  });
});

describe('a power that the installation has no role for', () => {
  it('is given to no contact', async () => {
    const { create, app, as } = await begin({
      roles: [
        { id: RoleId.parse(1), power: 'manage' },
        { id: RoleId.parse(2), power: 'read' },
      ],
      defaultRole: RoleId.parse(2),
    });
    const none = invalid({
      path: ['contact', 'power'],
      code: 'unknown',
      message: 'has no role in this installation: provision',
    });
    expect(await create('con', { power: 'provision' })).toEqual(none);
    const { account, contactMember } = expectOk(
      await app.partners.create({ name: 'con', contact: contactOf('con') }, as('provision')),
    );
    expect(contactMember.roles).toEqual([2]);
    const update = { partner: account.id, contact: { power: 'provision' as const } };
    expect(await app.partners.update(update, as('manage'))).toEqual(none);
  });
});

describe('a caller who may give no power that there is a role for', () => {
  it('is told so with whatever else is wrong of a contact, if there is one', async () => {
    const { app, as } = await begin({
      roles: [{ id: RoleId.parse(1), power: 'manage' }],
      defaultRole: RoleId.parse(1),
    });
    const check = (said: object) =>
      app.partners.check({ name: 'A', contact: contactOf('con'), ...said }, as('provision'));
    const none = { path: ['contact', 'power'], code: 'unknown' };
    expect(await check({})).toMatchObject(invalid(none));
    expect(await check({ name: '' })).toMatchObject(invalid({ path: ['name'] }, none));
    for (const contact of ['con', 5])
      expect(await check({ contact })).toMatchObject(invalid({ path: ['contact'] }));
  });
});

describe('while too much is hashed', () => {
  it('no phrase is kept or compared, and no try is counted', async () => {
    let isBusy = false;
    const quick = quickHasher();
    const busy = err({ kind: 'Busy', retryAfter: 1 } as const);
    const hasher: PasswordHasher = {
      ...quick,
      hash: async (text) => (isBusy ? busy : quick.hash(text)),
      verify: async (text, hash) => (isBusy ? busy : quick.verify(text, hash)),
    };
    const { app, by, create, house } = await begin({ signIn: { limit: 2, window: 60 } }, hasher);
    const phrase = { verificationPhrase: 'Blue Moon' };
    const partner = expectOk(await create('con', {}, phrase)).account.id;
    const before = await historyOf(house, partner);
    isBusy = true;
    for (let time = 0; time < 3; time++)
      expect(await app.partners.checkPhrase({ partner, phrase: 'Blue Moon' }, by)).toEqual(busy);
    expect(await create('two', {}, phrase)).toEqual(busy);
    expect(await app.partners.update({ partner, ...phrase }, by)).toEqual(busy);
    isBusy = false;
    expect(await historyOf(house, partner)).toEqual(before);
    expect(await app.partners.checkPhrase({ partner, phrase: 'blue moon' }, by)).toEqual({
      ok: true,
      value: { matches: true },
    });
  });
});
