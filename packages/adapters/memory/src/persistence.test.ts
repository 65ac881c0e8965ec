import {
  AccountAddress,
  AccountId,
  AccountName,
  type NewAccount,
  ok,
  StoreUnavailable,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';
import { memoryPersistence } from './persistence.ts';

// What every store does is the contract's matter (test/contract); here is what only this one says.

const ids = countingIds();

const master = (parts: Partial<NewAccount> = {}): NewAccount => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  kind: 'master',
  ancestors: [],
  name: AccountName.parse('Master'),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  ...parts,
});

describe('memoryPersistence', () => {
  it('counts its accounts from 1', async () => {
    const store = memoryPersistence();
    const add = () => store.transact(({ accounts }) => accounts.addMaster(master()));
    const added = [await add(), await add(), await add()];
    expect(added.map((answer) => answer.ok && answer.value.number)).toEqual([1, 2, 3]);
  });

  it('runs units one after another, in the order in which they came', async () => {
    const store = memoryPersistence();
    const steps: string[] = [];
    const run = (name: string) =>
      store.transact(async ({ records }) => {
        steps.push(`${name} begins`);
        await records.installation();
        steps.push(`${name} ends`);
        return ok(name);
      });
    await Promise.all([run('a'), run('b')]);
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('takes an id that is stored, or a parent that is not, for a fault', async () => {
    const store = memoryPersistence();
    const first = master();
    await store.transact(({ accounts }) => accounts.addMaster(first));
    const again = master({ id: first.id });
    const orphan = master({ ancestors: [AccountId.parse(ids.uuid())] });
    for (const account of [again, orphan])
      await expect(store.transact(({ accounts }) => accounts.addMaster(account))).rejects.toThrow(
        'account',
      );
    expect(await store.read(({ accounts }) => accounts.masters('installation'))).toHaveLength(1);
  });

  it('commits nothing after a fault that work passed over', async () => {
    const store = memoryPersistence();
    const first = master();
    const unit = store.transact(async ({ accounts }) => {
      await accounts.addMaster(first);
      await accounts.addMaster(master({ id: first.id })).catch(() => undefined);
      return ok(undefined);
    });
    await expect(unit).rejects.toThrow('nothing was committed');
    expect(await store.read(({ accounts }) => accounts.masters('installation'))).toEqual([]);
  });

  it('lets what a unit left behind begin another once it has settled', async () => {
    const store = memoryPersistence();
    const gate = Promise.withResolvers<void>();
    const later: Promise<unknown>[] = [];
    await store.transact(async () => {
      later.push(gate.promise.then(() => store.transact(async () => ok('later'))));
      return ok(undefined);
    });
    gate.resolve();
    expect(await Promise.all(later)).toEqual([ok('later')]);
  });

  it('is of no use once it is closed', async () => {
    const store = memoryPersistence();
    const pending = store.transact(async () => ok('submitted before'));
    await store.close();
    expect(await pending).toEqual(ok('submitted before'));
    await expect(store.transact(async () => ok(undefined))).rejects.toThrow('closed');
    await expect(store.read(({ records }) => records.installation())).rejects.toThrow(
      StoreUnavailable,
    );
  });

  it('joins no transaction of a host', () => {
    const transaction = { dialect: 'sqlite', query: async () => [] };
    expect(() => memoryPersistence().within(transaction)).toThrow('sqlite');
  });

  it('gives nothing to a read that is over', async () => {
    const store = memoryPersistence();
    const view = await store.read(async (given) => [given]);
    await expect(view[0]?.records.installation()).rejects.toThrow('settled');
  });
});
