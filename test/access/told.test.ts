import { type Application, type Context, createApplication, type Power } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { chosen, historyOf, inMemory, openHouse } from './house.ts';

const refused = (error: object) => ({ ok: false, error });
const invalid = (...issues: readonly object[]) => refused({ kind: 'Invalid', issues });

const person = { firstName: 'Eve', lastName: 'New', email: 'eve@example.com' };
const contact = {
  userName: 'con',
  firstName: 'Con',
  lastName: 'Tact',
  email: 'con@example.com',
  phone: '+390612345',
};

const begin = async (policy: Parameters<typeof openHouse>[1] = {}) => {
  const house = await openHouse(inMemory, policy);
  return { house, app: house.app, by: { caller: house.master } };
};

type Use = (app: Application, said: object, by: Context) => Promise<object>;

/** Each command that has a `name`, or takes one besides. */
const named: readonly (readonly [string, Use])[] = [
  ['customers.create', (app, said, by) => app.customers.create({ name: 'A', ...said }, by)],
  ['customers.check', (app, said, by) => app.customers.check({ name: 'A', ...said }, by)],
  ['customers.update', (app, said, by) => app.customers.update({ customer: 2, ...said }, by)],
  ['registers.open', (app, said, by) => app.registers.open({ ...person, ...said }, by)],
  ['registers.invite', (app, said, by) => app.registers.invite({ ...person, ...said }, by)],
  ['registers.update', (app, said, by) => app.registers.update({ account: 2, ...said }, by)],
  ['partners.create', (app, said, by) => app.partners.create({ name: 'A', contact, ...said }, by)],
  ['partners.check', (app, said, by) => app.partners.check({ name: 'A', contact, ...said }, by)],
  ['partners.update', (app, said, by) => app.partners.update({ partner: 2, ...said }, by)],
  [
    'partners.checkUpdate',
    (app, said, by) => app.partners.checkUpdate({ partner: 2, ...said }, by),
  ],
  ['apps.create', (app, said, by) => app.apps.create({ name: 'A', ...said }, by)],
  [
    'members.invite',
    (app, said, by) => app.members.invite({ name: 'A', email: person.email, ...said }, by),
  ],
  ['members.correct', (app, said, by) => app.members.correct({ member: 2, ...said }, by)],
];

describe('a value of another type', () => {
  it.each(named)('is told from one that is missing, by %s', async (_, use) => {
    const { app, by } = await begin();
    expect(await use(app, { name: 5 }, by)).toEqual(
      invalid({ path: ['name'], code: 'type', message: 'must be a string' }),
    );
  });

  it('is told of a phrase', async () => {
    const { app, by } = await begin();
    const said: object = { phrase: 5 };
    expect(await app.partners.checkPhrase({ partner: 1, phrase: '', ...said }, by)).toEqual(
      invalid({ path: ['phrase'], code: 'type', message: 'must be a string' }),
    );
  });
});

describe('who may but read', () => {
  const provision = refused({ kind: 'NotPermitted', needed: 'provision' });
  it.each<[string, Use]>([
    ['registers.register', (app, _, by) => app.registers.register({ ...person, ...chosen }, by)],
    ['registers.check', (app, _, by) => app.registers.check({ ...person, ...chosen }, by)],
    ['partners.create', (app, _, by) => app.partners.create({ name: 'A', contact }, by)],
    ['partners.check', (app, _, by) => app.partners.check({ name: 'A', contact }, by)],
    ['partners.update', (app, _, by) => app.partners.update({ partner: 1 }, by)],
    ['partners.checkUpdate', (app, _, by) => app.partners.checkUpdate({ partner: 1 }, by)],
  ])('is refused %s', async (_, use) => {
    const { app, by } = await begin();
    const as = (power: Power) => ({ caller: { ...by.caller, power } });
    expect(await use(app, {}, as('read'))).toEqual(provision);
    expect(await use(app, {}, as('provision'))).not.toEqual(provision);
  });
});

describe('a list', () => {
  it.each([{ skip: -1 }, { limit: 0 }, { limit: 1.5 }, { skip: 0.5 }])(
    'is asked for by whole numbers within bounds, and not by %j',
    async (slice) => {
      const { app, by } = await begin();
      const path = Object.keys(slice);
      const faulty = refused({ kind: 'Invalid', issues: [{ path }] });
      expect(await app.registers.list(slice, by)).toMatchObject(faulty);
      expect(await app.apps.list(slice, by)).toMatchObject(faulty);
      expect(await app.partners.list(slice, by)).toMatchObject(faulty);
    },
  );
});

describe('an address that is in use', () => {
  it.each<[string, Use]>([
    ['customers.create', (app, said, by) => app.customers.create({ name: 'A', ...said }, by)],
    ['registers.open', (app, _, by) => app.registers.open(person, by)],
    ['registers.invite', (app, _, by) => app.registers.invite(person, by)],
    ['registers.register', (app, _, by) => app.registers.register({ ...person, ...chosen }, by)],
    ['partners.create', (app, _, by) => app.partners.create({ name: 'A', contact }, by)],
  ])('is told by %s, and nothing is done', async (_, use) => {
    const { house, by } = await begin();
    const { ids } = house.ports;
    let address = ids.address();
    const app = createApplication(
      { ...house.ports, ids: { ...ids, address: () => address } },
      { publicUrl: 'https://tenantry.test' },
    );
    expectOk(await app.customers.create({ name: 'First' }, by));
    const before = await historyOf(house);
    expect(await use(app, {}, by)).toEqual(refused({ kind: 'AddressTaken', path: ['address'] }));
    expect(await historyOf(house)).toEqual(before);
    address = ids.address();
    expect(await use(app, {}, by)).toMatchObject({ ok: true });
  });
});

describe('the users of a customer', () => {
  const twice = (at: number) => ({
    path: ['users', at, 'email'],
    code: 'duplicate',
    message: 'is the mailbox of more than one user',
  });
  const user = (email: unknown, more: object = {}): object => ({ name: 'U', email, ...more });
  const check = async (users: unknown, more: object = {}) => {
    const { app, by } = await begin();
    const said: object = { users, ...more };
    return app.customers.check({ name: 'A', ...said }, by);
  };

  it('have a mailbox each, in whatever spelling, and whatever else is wrong', async () => {
    const users = ['a@example.com', 'b@example.com', 'A@Example.com'].map((one) => user(one));
    expect(await check(users)).toEqual(invalid(twice(0), twice(2)));
    expect(await check(users, { name: '' })).toMatchObject(
      invalid({ path: ['name'] }, twice(0), twice(2)),
    );
  });

  it('are not the same for what is no mailbox', async () => {
    for (const none of [5, { canonical: 5 }, 'none', {}]) {
      const found = await check([user(none), user(none)]);
      expect(found).toMatchObject({ error: { kind: 'Invalid' } });
      expect(JSON.stringify(found)).not.toContain('duplicate');
    }
  });

  it('are given roles that there are', async () => {
    const users = [
      user('a@example.com', { roles: [1, 77] }),
      user('b@example.com', { roles: [78] }),
    ];
    const unknown = (...path: readonly unknown[]) => ({
      path: ['users', ...path],
      code: 'unknown',
      message: 'is no role of this installation',
    });
    const both = [unknown(0, 'roles', 1), unknown(1, 'roles', 0)];
    expect(await check(users)).toEqual(invalid(...both));
    expect(await check(users, { name: '' })).toMatchObject(invalid({ path: ['name'] }, ...both));
    for (const none of ['ab', 5, { length: 1 }])
      expect(await check([user('a@example.com', { roles: none })])).toHaveProperty(
        'error.issues.length',
        1,
      );
  });

  it('are invited with the roles that are said, else the default', async () => {
    const { app, by } = await begin();
    const users = [
      { name: 'A', email: 'a@example.com', roles: [2, 1] },
      { name: 'B', email: 'b@example.com' },
    ];
    const { members } = expectOk(await app.customers.create({ name: 'A', users }, by));
    expect(members.map(({ roles, status }) => [roles, status])).toEqual([
      [[2, 1], 'invited'],
      [[3], 'invited'],
    ]);
  });
});

describe('a register entry', () => {
  it('is without whatever is taken away from it', async () => {
    const { app, by } = await begin();
    const command = { ...person, companyName: 'C', mobilePhone: '+49170123456' };
    const { register } = expectOk(await app.registers.open(command, by));
    const account = register.account.id;
    const optional = ['firstName', 'lastName', 'companyName', 'mobilePhone'] as const;
    for (const [at, gone] of optional.entries()) {
      const after = expectOk(await app.registers.update({ account, [gone]: null }, by));
      expect(optional.filter((name) => name in after)).toEqual(optional.slice(at + 1));
    }
    const none = expectOk(await app.registers.update({ account, name: 'N' }, by));
    expect(optional.filter((name) => name in none)).toEqual([]);
    const put = { firstName: 'Eva', companyName: 'D' };
    expect(expectOk(await app.registers.update({ account, ...put }, by))).toMatchObject(put);
  });

  it('keeps its password from whoever asks again once nobody has it any more', async () => {
    const { app, by } = await begin();
    const keyed = { ...by, idempotencyKey: 'one-key' };
    const opened = expectOk(await app.registers.open(person, keyed));
    expect(opened.password).toBeDefined();
    const again = expectOk(await app.registers.open(person, keyed));
    expect(again.password?.reveal()).toBe(opened.password?.reveal());
    expectOk(await app.members.revoke({ member: opened.register.member.id }, by));
    const late = await app.registers.open(person, keyed);
    expect(late).toEqual({ ok: true, value: { register: opened.register }, replayed: true });
  });

  it('is registered with what is no word of its own for a password', async () => {
    const { app, by } = await begin();
    const register = (text: string, more: object = {}) =>
      app.registers.check({ ...person, ...more, password: text, passwordConfirmation: text }, by);
    const personal = refused({
      kind: 'Invalid',
      issues: [{ path: ['password'], code: 'personal' }],
    });
    expect(await register(person.email)).toMatchObject(personal);
    expect(await register('Acme Incorporated', { companyName: 'Acme Incorporated' })).toMatchObject(
      personal,
    );
    expectOk(await register('Acme Incorporated'));
  });
});
