import { createApplication, type HostTransaction, type Persistence } from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { secretsOf } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { inMemory, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { countingHasher } from './counting-hasher.ts';

const tx: HostTransaction = { dialect: 'a', query: async () => [] };

/** A store that notes by which way it was asked: by itself, or inside a transaction of a host. */
const noting = () => {
  const store = memoryPersistence();
  const ways: string[] = [];
  const noted = (way: string): Pick<Persistence, 'transact' | 'read'> => ({
    transact: (work) => {
      ways.push(way);
      return store.transact(work);
    },
    read: (work) => {
      ways.push(way);
      return store.read(work);
    },
  });
  const persistence: Persistence = {
    ...store,
    ...noted('itself'),
    within: (transaction) => {
      expect(transaction).toBe(tx);
      return noted('inside');
    },
  };
  return { persistence, waysOf: () => [...new Set(ways.splice(0))] };
};

it('whatever a host asks inside its transaction is asked of the store there, and nowhere else', async () => {
  const { persistence, waysOf } = noting();
  const app = createApplication(
    {
      persistence,
      mailer: { send: async () => ({ kind: 'sent' }), close: async () => undefined },
      hasher: quickHasher(),
      clock: fixedClock(),
      ids: countingIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'https://tenantry.test' },
  );
  const operator = app.as.operator('test');
  const root = { name: 'Root', email: 'root@example.com' };
  const { account, user } = expectOk(await app.initialise(root, { caller: operator, tx }));
  expect(waysOf()).toEqual(['inside']);
  const caller = app.as.account(account.id);
  expectOk(await app.customers.create({ name: 'Acme' }, { caller, tx }));
  expect(waysOf()).toEqual(['inside']);
  expectOk(await app.accounts.find({}, { caller }));
  expect(waysOf()).toEqual(['itself']);
  // So are the tries of a password, which are counted.
  const chosen = 'a password of my own';
  const change = {
    userName: user.userName,
    password: 'wrong',
    newPassword: chosen,
    newPasswordConfirmation: chosen,
  };
  const wrong = { ok: false, error: { kind: 'NotAuthenticated' } };
  expect(await app.passwords.change(change, { tx })).toMatchObject(wrong);
  expect(waysOf()).toEqual(['inside']);
  expect(await app.passwords.change(change, {})).toMatchObject(wrong);
  expect(waysOf()).toEqual(['itself']);
});

it('outside of one, a password that signs in and is changed at once is verified once', async () => {
  const hasher = countingHasher();
  const { app } = await openHouse(inMemory, {}, hasher);
  const change = {
    userName: 'root@example.com',
    password: 'wrong',
    newPassword: 'a password of my own',
    newPasswordConfirmation: 'a password of my own',
  };
  const wrong = { ok: false, error: { kind: 'NotAuthenticated' } };
  const release = hasher.hold();
  const answers = [app.sessions.signIn(change), app.passwords.change(change, {})];
  await expect.poll(hasher.verifications).toBe(1);
  release();
  for (const answer of answers) expect(await answer).toMatchObject(wrong);
  expect(hasher.verifications()).toBe(1);
});
