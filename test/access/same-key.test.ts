import { type Application, createApplication, type RetryableContext } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { chosen, inMemory, openCustomer, openHouse } from './house.ts';

const ann = 'ann@example.com';
const contact = {
  userName: 'con',
  firstName: 'Con',
  lastName: 'Tact',
  email: 'con@example.com',
  phone: '+390612345',
};
const entry = { firstName: 'Eve', lastName: 'New', email: 'eve@example.com' };

/** A customer with a member who has joined and one who is invited, a register entry and a partner. */
const begin = async () => {
  const house = await openHouse(inMemory);
  const noted: string[] = [];
  const { secrets } = house.ports;
  const app = createApplication(
    {
      ...house.ports,
      secrets: {
        ...secrets,
        derive: (purpose, text) => {
          noted.push(text);
          return secrets.derive(purpose, text);
        },
      },
    },
    { publicUrl: 'https://tenantry.test' },
  );
  const by = { caller: house.master };
  const { id: customer, member: joined } = await openCustomer(house, house.master, ann);
  expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
  const bob = { account: customer, name: 'Bob', email: 'bob@example.com' };
  const { id: invited } = expectOk(await app.members.invite(bob, by));
  const { register } = expectOk(await app.registers.open({ email: 'r@example.com' }, by));
  const partner = expectOk(await app.partners.create({ name: 'Partner', contact }, by));
  const [key, other] = [
    expectOk(await app.keys.create({}, by)),
    expectOk(await app.keys.create({}, by)),
  ];
  const own = house.master.accountId ?? '';
  const keys = { key: key.id, other: other.id };
  const ids = { own, customer, joined, invited, account: register.account.id, ...keys };
  return { app, by, noted, ids: { ...ids, partner: partner.account.id } };
};

type Ids = Awaited<ReturnType<typeof begin>>['ids'];
type Use = (app: Application, ids: Ids, by: RetryableContext) => Promise<object>;

/** Each use case by the name that its attempts are kept under, a command, and another one. */
const uses: readonly (readonly [name: string, once: Use, another: Use])[] = [
  ...(['correct', 'resend', 'disable', 'enable', 'revoke'] as const).map(
    (name) =>
      [
        `members.${name}`,
        (app, { joined, invited }, by) =>
          app.members[name]({ member: name === 'resend' ? invited : joined }, by),
        (app, { joined, invited }, by) =>
          app.members[name]({ member: name === 'resend' ? joined : invited }, by),
      ] as const satisfies readonly [string, Use, Use],
  ),
  [
    'members.correct',
    (app, { joined: member }, by) => app.members.correct({ member, name: 'Anna' }, by),
    (app, { joined: member }, by) => app.members.correct({ member, name: 'Anne' }, by),
  ],
  [
    'members.invite',
    (app, { customer: account }, by) =>
      app.members.invite({ account, name: 'Eve', email: 'eve@example.com' }, by),
    (app, { customer: account }, by) =>
      app.members.invite({ account, name: 'Eve', email: 'eva@example.com' }, by),
  ],
  [
    'customers.create',
    (app, _, by) => app.customers.create({ name: 'A' }, by),
    (app, _, by) => app.customers.create({ name: 'B' }, by),
  ],
  [
    'customers.update',
    (app, { customer }, by) => app.customers.update({ customer, name: 'A' }, by),
    (app, { customer }, by) => app.customers.update({ customer, name: 'B' }, by),
  ],
  [
    'customers.update',
    (app, { customer }, by) => app.customers.update({ customer, configurations: '{"a":{}}' }, by),
    (app, { customer }, by) => app.customers.update({ customer, configurations: '{"b":{}}' }, by),
  ],
  [
    'customers.update',
    (app, { customer }, by) =>
      app.customers.update({ customer, configurationsPatch: '{"a":{}}' }, by),
    (app, { customer }, by) =>
      app.customers.update({ customer, configurationsPatch: '{"b":{}}' }, by),
  ],
  [
    'registers.open',
    (app, _, by) => app.registers.open(entry, by),
    (app, _, by) => app.registers.open({ ...entry, firstName: 'Eva' }, by),
  ],
  [
    'registers.invite',
    (app, _, by) => app.registers.invite(entry, by),
    (app, _, by) => app.registers.invite({ ...entry, firstName: 'Eva' }, by),
  ],
  [
    'registers.register',
    (app, _, by) => app.registers.register({ ...entry, ...chosen }, by),
    (app, _, by) => app.registers.register({ ...entry, ...chosen, firstName: 'Eva' }, by),
  ],
  [
    'registers.update',
    (app, { account }, by) => app.registers.update({ account, name: 'A' }, by),
    (app, { account }, by) => app.registers.update({ account, name: 'B' }, by),
  ],
  [
    'registers.update',
    (app, { account }, by) => app.registers.update({ account, name: 'A' }, by),
    (app, { account }, by) =>
      app.registers.update(
        { account, name: 'A' },
        { ...by, caller: { ...by.caller, power: 'provision' } },
      ),
  ],
  [
    'apps.create',
    (app, { account }, by) => app.apps.create({ account, name: 'A' }, by),
    (app, { account }, by) => app.apps.create({ account, name: 'B' }, by),
  ],
  [
    'keys.create',
    (app, _, by) => app.keys.create({ power: 'read' }, by),
    (app, _, by) => app.keys.create({ power: 'provision' }, by),
  ],
  [
    'keys.revoke',
    (app, { key }, by) => app.keys.revoke({ key }, by),
    (app, { other }, by) => app.keys.revoke({ key: other }, by),
  ],
  [
    'keys.rotate',
    (app, { key }, by) => app.keys.rotate({ key }, by),
    (app, { other }, by) => app.keys.rotate({ key: other }, by),
  ],
  [
    'keys.rotate',
    (app, { key }, by) => app.keys.rotate({ key, overlapSeconds: 60 }, by),
    (app, { key }, by) => app.keys.rotate({ key, overlapSeconds: 61 }, by),
  ],
  [
    'partners.create',
    (app, _, by) => app.partners.create({ name: 'A', contact: { ...contact, userName: 'a' } }, by),
    (app, _, by) => app.partners.create({ name: 'B', contact: { ...contact, userName: 'b' } }, by),
  ],
  [
    'partners.create',
    (app, _, by) =>
      app.partners.create(
        { name: 'A', parentName: 'Root', contact: { ...contact, userName: 'a' } },
        by,
      ),
    (app, _, by) =>
      app.partners.create(
        { name: 'A', parentName: 'Partner', contact: { ...contact, userName: 'a' } },
        by,
      ),
  ],
  [
    'partners.update',
    (app, { partner }, by) => app.partners.update({ partner, name: 'A' }, by),
    (app, { partner }, by) => app.partners.update({ partner, name: 'B' }, by),
  ],
  [
    'partners.update',
    (app, { partner }, by) => app.partners.update({ partner, name: 'A' }, by),
    (app, { partner }, by) =>
      app.partners.update(
        { partner, name: 'A' },
        { ...by, caller: { ...by.caller, power: 'provision' } },
      ),
  ],
];

describe('the key of an attempt', () => {
  it.each(uses)('at %s stands for one command, and for it alone', async (name, once, another) => {
    const { app, by, noted, ids } = await begin();
    const keyed = { ...by, idempotencyKey: 'one-key' };
    const first = await once(app, ids, keyed);
    expect(first).toMatchObject({ ok: true });
    expect(first).not.toHaveProperty('replayed');
    expect(await once(app, ids, keyed)).toMatchObject({ ok: true, replayed: true });
    expect(await another(app, ids, keyed)).toEqual({
      ok: false,
      error: { kind: 'IdempotencyKeyReused' },
    });
    // A kept result is found by this name alone, by every version that comes after.
    const lookups = noted.filter((text) => text.startsWith('lookup\n'));
    expect(new Set(lookups.map((text) => text.split('\n').slice(-2).join(' ')))).toEqual(
      new Set([`${name} one-key`]),
    );
  });

  it.each<[string, Use, Use]>([
    [
      'customers.create',
      (app, _, by) => app.customers.create({ name: 'A' }, by),
      (app, { own }, by) => app.customers.create({ name: 'A', parent: own }, by),
    ],
    [
      'registers.open',
      (app, _, by) => app.registers.open(entry, by),
      (app, { own }, by) => app.registers.open({ ...entry, parent: own }, by),
    ],
    [
      'registers.invite',
      (app, _, by) => app.registers.invite(entry, by),
      (app, { own }, by) => app.registers.invite({ ...entry, parent: own }, by),
    ],
    [
      'registers.register',
      (app, _, by) => app.registers.register({ ...entry, ...chosen }, by),
      (app, { own }, by) => app.registers.register({ ...entry, ...chosen, parent: own }, by),
    ],
    [
      'partners.create',
      (app, _, by) =>
        app.partners.create({ name: 'A', contact: { ...contact, userName: 'a' } }, by),
      (app, { own }, by) =>
        app.partners.create({ name: 'A', parent: own, contact: { ...contact, userName: 'a' } }, by),
    ],
    [
      'members.invite',
      (app, _, by) => app.members.invite({ name: 'Eve', email: 'eve@example.com' }, by),
      (app, { own }, by) =>
        app.members.invite({ account: own, name: 'Eve', email: 'eve@example.com' }, by),
    ],
    [
      'keys.rotate',
      (app, { key }, by) => app.keys.rotate({ key }, by),
      (app, { key }, by) => app.keys.rotate({ key, overlapSeconds: 86_400 }, by),
    ],
    [
      'apps.create',
      (app, _, by) => app.apps.create({ name: 'A' }, by),
      (app, { own }, by) => app.apps.create({ name: 'A', account: own }, by),
    ],
    [
      'customers.update',
      (app, { customer }, by) =>
        app.customers.update({ customer, configurations: '{"a":{"x":1,"y":2}}' }, by),
      (app, { customer }, by) =>
        app.customers.update({ customer, configurations: '{ "a": {"y":2, "x":1} }' }, by),
    ],
    [
      'customers.update',
      (app, { customer }, by) =>
        app.customers.update({ customer, configurationsPatch: '{"a":{"x":1,"y":2}}' }, by),
      (app, { customer }, by) =>
        app.customers.update({ customer, configurationsPatch: '{ "a": {"y":2, "x":1} }' }, by),
    ],
  ])('at %s stands for the same command said in another way', async (_, once, again) => {
    const { app, by, ids } = await begin();
    const keyed = { ...by, idempotencyKey: 'one-key' };
    expect(await once(app, ids, keyed)).toMatchObject({ ok: true });
    expect(await again(app, ids, keyed)).toMatchObject({ ok: true, replayed: true });
    // Under no key it is done again, or finds what it made itself in its way.
    expect(await again(app, ids, by)).not.toHaveProperty('replayed');
  });
});
