import type { Persistence } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { install, stores } from './stores.ts';

const named = (name: string) => ({
  name,
  contact: {
    userName: name,
    firstName: 'Jane',
    lastName: 'Doe',
    email: `${name}@example.com`,
    phone: '+390612345',
  },
});

it.each(stores)('shows the status that counts, on $name', async ({ open }) => {
  const { app, caller, partner } = await install(open);
  const { account } = expectOk(
    await app.partners.create({ ...named('below'), parent: partner }, { caller }),
  );
  expectOk(await app.accounts.suspend({ account: partner }, { caller }));
  const { items } = expectOk(await app.partners.list({}, { caller }));
  expect(items.map((one) => [one.account.status, one.effectiveStatus])).toEqual([
    ['suspended', 'suspended'],
    ['active', 'suspended'],
  ]);
  const found = expectOk(await app.partners.find({ partner: account.id }, { caller }));
  expect(found.effectiveStatus).toBe('suspended');
});

it('asks the store no more often for many than for one', async () => {
  let asked = 0;
  const counting = <T extends object>(reads: T): T =>
    new Proxy(reads, {
      get: (target, name, receiver) => {
        asked++;
        return Reflect.get(target, name, receiver);
      },
    });
  const open = async (): Promise<Persistence> => {
    const memory = memoryPersistence();
    return {
      ...memory,
      read: (work) => memory.read((view) => work({ ...view, accounts: counting(view.accounts) })),
    };
  };
  const { app, caller } = await install(open);
  const listing = async () => {
    asked = 0;
    const { total } = expectOk(await app.partners.list({}, { caller }));
    return { total, asked };
  };
  const one = await listing();
  for (const name of ['a', 'b', 'c', 'd'])
    expectOk(await app.partners.create(named(name), { caller }));
  expect(await listing()).toEqual({ total: one.total + 4, asked: one.asked });
});
