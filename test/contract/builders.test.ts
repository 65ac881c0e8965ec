import { as, createApplication, type Persistence } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { type Plan, type Seeded, seed, standIns } from '@tenantry/testing';
import { describe, expect, it } from 'vitest';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';

const operator = { caller: as.operator('tests') };

/** An application with secrets of its own, as a host has one. */
const applicationOver = (store: Persistence) => {
  const ports = {
    ...standIns(store),
    secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
  };
  return { ports, app: createApplication(ports, { publicUrl: 'https://accounts.example.com' }) };
};

/** Ids and what is made of them, without what a store gives out. */
const withoutNumbers = (seeded: Seeded): unknown =>
  JSON.parse(JSON.stringify(seeded, (key, value: unknown) => (key === 'number' ? 0 : value)));

const open: Readonly<Record<string, () => Promise<Persistence>>> = {
  memory: async () => memoryPersistence(),
  sqlite: freshFiles(),
  postgres: freshSchemas(),
};

describe.each(Object.entries(open))('a store that is seeded: %s', (_, openStore) => {
  it('has what was planned, and is open to whoever was told', async () => {
    const store = await openStore();
    try {
      const { app } = applicationOver(store);
      const plan: Plan = { master: 'Acme', customers: 2, depth: 2, users: 2, apps: 3 };
      const { master, key, user, customers, partners, registers, apps, accounts } = await seed(
        store,
        plan,
      );
      expect(master).toMatchObject({ name: 'Acme', kind: 'master' });
      expect([customers.length, partners.length, registers.length, apps.length]).toEqual([
        6, 1, 1, 3,
      ]);
      const command = { account: master.id, limit: 200 };
      const tree = await app.accounts.subtree(command, operator);
      const found = tree.ok ? tree.value.items.map(({ id }) => id) : [];
      expect(found.toSorted()).toEqual(accounts.map(({ id }) => id).toSorted());
      for (const customer of customers)
        expect(await app.customers.find({ customer: customer.account.id }, operator)).toEqual({
          ok: true,
          value: customer,
        });
      expect(customers.map(({ members }) => members.length)).toEqual([2, 2, 2, 2, 2, 2]);
      expect(await app.keys.authenticate({ key })).toMatchObject({
        value: { accountId: master.id, power: 'manage' },
      });
      const [registered] = registers;
      for (const { email, password } of [user, registered ?? user])
        expect(await app.sessions.signIn({ userName: email, password })).toMatchObject({
          ok: true,
        });
      const more = await app.customers.create(
        { name: 'One more' },
        { caller: as.account(master.id) },
      );
      expect(more).toMatchObject({ ok: true });
    } finally {
      await store.close();
    }
  });
});

describe('seeding', () => {
  it('makes the same of the same plan, and other things of another seed', async () => {
    const [one, other] = [memoryPersistence(), memoryPersistence()];
    const plan = { customers: 2, partners: 2, registers: 2 };
    const seeded = await seed(one, plan);
    expect(await seed(other, plan)).toEqual(seeded);
    const besides = await seed(one, { ...plan, seed: 2 });
    expect(withoutNumbers(besides)).not.toEqual(withoutNumbers(seeded));
    const { app } = applicationOver(one);
    const masters = await app.accounts.masters({}, operator);
    expect(masters.ok && masters.value.length).toBe(2);
  });

  it('makes nothing where the same was made before', async () => {
    const store = memoryPersistence();
    await seed(store);
    const before = await store.read(({ accounts }) => accounts.masters('installation'));
    await expect(seed(store, { users: 0 })).rejects.toThrow(/cannot be seeded/);
    const after = await store.read(({ accounts }) => accounts.masters('installation'));
    expect(after).toEqual(before);
  });

  it('owes letters with links that work, where it has the secrets', async () => {
    const store = memoryPersistence();
    const { app, ports } = applicationOver(store);
    await seed(store, { customers: 2, users: 3, secrets: ports.secrets });
    expect(await app.deliverMail()).toEqual({ sent: 7, failed: 0 });
    expect(new Set(ports.mailer.letters.map(({ link }) => link)).size).toBe(7);
  });

  it('owes no letters without', async () => {
    const store = memoryPersistence();
    const { app } = applicationOver(store);
    await seed(store, { customers: 2, users: 3 });
    expect(await app.deliverMail()).toEqual({ sent: 0, failed: 0 });
  });

  it.each([{ customers: -1 }, { users: 1.5 }, { customers: 100, depth: 3 }, { users: 101 }])(
    'refuses a plan that nobody can carry out: %o',
    async (plan) => {
      await expect(seed(memoryPersistence(), plan)).rejects.toBeInstanceOf(RangeError);
    },
  );
});
