import { secret } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { chosen, inMemory, openCustomer, openHouse } from './house.ts';

const nowhere = 1_000_000;
const refused = (error: object) => ({ ok: false, error });
const noAccount = refused({ kind: 'AccountNotFound' });
const noMember = refused({ kind: 'MemberNotFound' });
const invalid = (...issues: readonly object[]) => refused({ kind: 'Invalid', issues });

const begin = async (policy: Parameters<typeof openHouse>[1] = {}) => {
  const house = await openHouse(inMemory, policy);
  return { ...house, house, by: { caller: house.master } };
};

const contact = (name: string) => ({
  userName: `user ${name}`,
  firstName: 'Con',
  lastName: name,
  email: `${name}@example.com`,
  phone: '+390612345',
});

describe('an account that is not there', () => {
  it.each(['x', '', nowhere, '00000000-0000-7000-8000-000000000000'])('by %j', async (ref) => {
    const { app, by } = await begin();
    const customer = expectOk(await app.customers.create({ name: 'A' }, by)).account.id;
    for (const named of [ref, customer]) {
      expect(await app.registers.find({ account: named }, by)).toEqual(noAccount);
      expect(await app.registers.update({ account: named }, by)).toEqual(noAccount);
      expect(await app.partners.find({ partner: named }, by)).toEqual(noAccount);
      expect(await app.partners.update({ partner: named }, by)).toEqual(noAccount);
    }
    expect(await app.apps.create({ account: ref, name: 'app' }, by)).toEqual(noAccount);
    expect(await app.customers.find({ customer: ref }, by)).toEqual(noAccount);
    expect(await app.customers.update({ customer: ref }, by)).toEqual(noAccount);
    expect(await app.members.list({ account: ref }, by)).toEqual(noAccount);
    const invitee = { account: ref, name: 'Ann', email: 'ann@example.com' };
    expect(await app.members.invite(invitee, by)).toEqual(
      ref === 'x' || ref === ''
        ? invalid({ path: ['account'], code: 'format', message: 'is not written as it must be' })
        : noAccount,
    );
    expect(
      await app.partners.checkPhrase({ partner: ref, phrase: secret('x').reveal() }, by),
    ).toEqual(noAccount);
    for (const use of [
      app.members.find,
      app.members.resend,
      app.members.revoke,
      app.members.disable,
      app.members.enable,
      app.members.correct,
    ])
      expect(await use({ member: ref }, by)).toEqual(noMember);
  });
});

describe('an account that is closed', () => {
  it('has no more apps and keeps its members as they ended', async () => {
    const { app, house, by } = await begin();
    const ann = await openCustomer(house, house.master, 'ann@example.com');
    const { register } = expectOk(await app.registers.open({ email: 'r@example.com' }, by));
    const account = register.account.id;
    for (const each of [ann.id, account]) expectOk(await app.accounts.close({ account: each }, by));
    const closed = refused({ kind: 'AccountClosed' });
    expect(await app.apps.create({ account, name: 'app' }, by)).toEqual(closed);
    for (const use of [app.members.disable, app.members.enable, app.members.correct])
      expect(await use({ member: ann.member }, by)).toEqual(closed);
    expect(
      await app.members.invite({ account: ann.id, name: 'Ann', email: 'ann@example.com' }, by),
    ).toEqual(closed);
  });
});

describe('what is another account’s', () => {
  it('is a reference that policy wants but once among siblings', async () => {
    const { app, by } = await begin({ uniqueReferenceNames: ['crm'] });
    const create = (name: string, ...references: readonly { name: string; value: string }[]) =>
      app.customers.create({ name, references }, by);
    expectOk(await create('A', { name: 'crm', value: '1' }));
    const other = { name: 'erp', value: '1' };
    const { account } = expectOk(await create('B', { name: 'crm', value: '2' }, other));
    const taken = refused({ kind: 'ReferenceTaken', path: ['references', 1, 'value'] });
    expect(await create('C', other, { name: 'crm', value: '2' })).toEqual(taken);
    expect(
      await app.customers.update(
        { customer: account.id, references: [other, { name: 'crm', value: '1' }] },
        by,
      ),
    ).toEqual(taken);
  });

  it('is the name, the reference and the user name of another partner', async () => {
    const { app, by } = await begin();
    const one = { name: 'One', reference: 'r1', contact: contact('one') };
    const made = expectOk(await app.partners.create(one, by));
    const create = (change: object) =>
      app.partners.create(
        { ...one, name: 'Two', reference: 'r2', contact: contact('two'), ...change },
        by,
      );
    expect(await create({ name: 'One' })).toMatchObject(refused({ kind: 'NameTaken' }));
    expect(await create({ reference: 'r1' })).toMatchObject(refused({ kind: 'ReferenceTaken' }));
    expect(await create({ contact: { ...contact('two'), userName: 'USER ONE' } })).toMatchObject(
      refused({ kind: 'UserNameTaken' }),
    );
    const partner = made.account.id;
    expect(await app.partners.update({ partner, version: 9, name: 'Three' }, by)).toEqual(
      refused({ kind: 'VersionStale', current: 1 }),
    );
    expect(expectOk(await app.partners.list({ named: 'x'.repeat(256) }, by))).toEqual({
      total: 0,
      items: [],
    });
    expect(expectOk(await app.partners.list({}, by))).toMatchObject({ total: 1 });
  });
});

describe('a member', () => {
  it('is corrected with what is free, and told of all that is not', async () => {
    const { app, house, by } = await begin();
    const ann = await openCustomer(house, house.master, 'ann@example.com');
    const invite = (email: string, more: object = {}) =>
      app.members.invite({ account: ann.id, name: 'Bob', email, ...more }, by);
    const bob = expectOk(await invite('bob@example.com', { userName: 'bob' }));
    const correct = (change: object) => app.members.correct({ member: bob.id, ...change }, by);
    expect(await correct({ email: 'ann@example.com' })).toEqual(
      refused({ kind: 'EmailTaken', path: ['email'] }),
    );
    // Whoever signs in by a mailbox must not find that another goes by it as a name.
    expectOk(
      await app.invitations.accept(
        { token: await house.tokenFor('ann@example.com'), ...chosen },
        {},
      ),
    );
    const named = refused({ kind: 'UserNameTaken', path: ['userName'] });
    expect(await correct({ userName: 'ann@example.com' })).toEqual(named);
    expect(await invite('eve@example.com', { userName: 'ann@example.com' })).toEqual(named);
    expect(await invite('eve@example.com', { userName: 'BOB' })).toEqual(named);
    expect(await invite('bob@example.com')).toEqual(
      refused({ kind: 'EmailTaken', path: ['email'] }),
    );
    expect(expectOk(await correct({ userName: 'bob@example.com' })).userName).toBe(
      'bob@example.com',
    );
    expect(expectOk(await correct({ userName: null })).userName).toBeUndefined();
    expect(expectOk(await correct({ roles: [] })).roles).toEqual([3]);
    expect(await app.members.correct({ member: ann.member, email: 'new@example.com' }, by)).toEqual(
      invalid({
        path: ['email'],
        code: 'mismatch',
        message: 'is the own mailbox of somebody who has joined',
      }),
    );
  });

  it('that is a partner’s contact is corrected with the partner', async () => {
    const { app, house, by } = await begin();
    const made = expectOk(await app.partners.create({ name: 'One', contact: contact('one') }, by));
    const partner = made.account.id;
    const { items } = expectOk(await app.members.list({ account: partner }, by));
    expect(await app.members.correct({ member: items[0]?.id ?? '', name: 'Other' }, by)).toEqual(
      invalid({
        path: ['name'],
        code: 'mismatch',
        message: 'is corrected with the partner whose contact this is',
      }),
    );
    const move = () =>
      app.partners.update(
        { partner, contact: { email: 'moved@example.com', sendWelcomeEmail: true } },
        by,
      );
    expect(expectOk(await move()).contactMember.email.canonical).toBe('moved@example.com');
    expectOk(
      await app.invitations.accept(
        { token: await house.tokenFor('moved@example.com'), ...chosen },
        {},
      ),
    );
    expect(
      await app.partners.update({ partner, contact: { email: 'again@example.com' } }, by),
    ).toEqual(
      invalid({
        path: ['contact', 'email'],
        code: 'mismatch',
        message: 'is the own mailbox of somebody who has joined',
      }),
    );
  });

  it('goes from state to state as it may', async () => {
    const { app, house, by } = await begin();
    const ann = await openCustomer(house, house.master, 'ann@example.com');
    const member = ann.member;
    const status = (now: string) => refused({ kind: 'WrongStatus', status: now });
    expect(await app.members.disable({ member }, by)).toEqual(status('invited'));
    expect(await app.members.enable({ member }, by)).toEqual(status('invited'));
    const token = await house.tokenFor('ann@example.com');
    expect(await app.invitations.accept({ token, password: chosen.password }, {})).toEqual(
      invalid({ path: ['passwordConfirmation'], code: 'required', message: 'is required' }),
    );
    expectOk(await app.invitations.accept({ token, ...chosen }, {}));
    expect(await app.members.resend({ member }, by)).toEqual(status('active'));
    expect(expectOk(await app.members.enable({ member }, by)).status).toBe('active');
    expect(expectOk(await app.members.disable({ member }, by)).status).toBe('disabled');
    expect(expectOk(await app.members.disable({ member }, by)).status).toBe('disabled');
    expect(expectOk(await app.members.enable({ member }, by)).status).toBe('active');
    expectOk(await app.members.revoke({ member }, by));
    for (const use of [app.members.enable, app.members.disable, app.members.correct])
      expect(await use({ member }, by)).toEqual(status('revoked'));
  });
});
