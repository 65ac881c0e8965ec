import {
  AccountAddress,
  AccountId,
  AccountName,
  EmailAddress,
  MembershipId,
  ok,
  PersonName,
  RoleId,
  UserId,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';
import { memoryPersistence } from './persistence.ts';

// What every store does is the contract's matter (test/contract); here is what only this one says.

const ids = countingIds();
const account = {
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  kind: 'master' as const,
  ancestors: [],
  name: AccountName.parse('Master'),
  status: 'active' as const,
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};
const email = EmailAddress.parse('somebody@example.com');
const credential = { hash: 'h', origin: 'own' as const, generation: 1 };
const user = { id: UserId.parse(ids.uuid()), email, credential };
const member = {
  id: MembershipId.parse(ids.uuid()),
  accountId: account.id,
  name: PersonName.parse('Somebody'),
  email,
  roles: [RoleId.parse(1)],
  generation: 0,
  status: 'active' as const,
  userId: user.id,
};

const opened = async () => {
  const store = memoryPersistence();
  const made = await store.transact(async ({ accounts, access }) => {
    await accounts.addMaster(account);
    await access.addUser(user);
    return access.addMembership(member);
  });
  expect(made.ok).toBe(true);
  return store;
};

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('sessions', () => {
  const session = { id: 's', membershipId: member.id, serial: 1, until: at(60) };

  it('are forgotten once they are over, at that very moment', async () => {
    const store = await opened();
    const add = (id: string, until: Date, now: Date) =>
      store.transact(async ({ access }) =>
        ok(await access.addSession({ ...session, id, until }, now)),
      );
    const known = () =>
      store.read(async ({ access }) => [
        (await access.findSession('s'))?.until,
        (await access.findSession('t'))?.until,
      ]);
    await add('s', at(60), at(0));
    await add('t', at(90), at(59.999));
    expect(await known()).toEqual([at(60), at(90)]);
    await add('u', at(200), at(60));
    expect(await known()).toEqual([undefined, at(90)]);
  });

  it('are of one person: a renewal does not hand one on', async () => {
    const store = await opened();
    const other = MembershipId.parse(ids.uuid());
    await store.transact(async ({ access }) => {
      await access.addSession(session, at(0));
      const renewed = { ...session, membershipId: other, serial: 2, until: at(90) };
      return ok(await access.advanceSession(renewed));
    });
    const found = await store.read(({ access }) => access.findSession('s'));
    expect(found).toEqual({ ...session, serial: 2, until: at(90) });
  });

  it('take an id that is stored, or a membership that is not, for a fault', async () => {
    const store = await opened();
    const add = (added: typeof session) =>
      store.transact(async ({ access }) => ok(await access.addSession(added, at(0))));
    await add(session);
    await expect(add(session)).rejects.toThrow('stored');
    const nobody = { ...session, id: 't', membershipId: MembershipId.parse(ids.uuid()) };
    await expect(add(nobody)).rejects.toThrow('does not exist');
  });
});

describe('tries', () => {
  it('begin anew after the last was taken back, and once their window is over', async () => {
    const store = await opened();
    const counted = await store.transact(async ({ access }) => {
      const first = await access.addTry('a', at(60), at(0));
      await access.removeTry('a', at(60));
      const none = await access.findTries('a', at(0));
      const second = await access.addTry('a', at(70), at(10));
      const third = await access.addTry('a', at(80), at(69));
      await access.removeTry('a', at(70));
      const left = await access.findTries('a', at(69));
      const over = await access.findTries('a', at(70));
      const anew = await access.addTry('a', at(130), at(70));
      return ok([first, none, second, third, left, over, anew]);
    });
    expect(counted).toEqual(
      ok([
        { count: 1, until: at(60) },
        undefined,
        { count: 1, until: at(70) },
        { count: 2, until: at(70) },
        { count: 1, until: at(70) },
        undefined,
        { count: 1, until: at(130) },
      ]),
    );
  });
});

describe('a credential', () => {
  it('names an account that exists, and goes in the place of the one it is of alone', async () => {
    const store = await opened();
    const replace = (from: number, accountId: AccountId) => {
      const given = { hash: 'new', origin: 'given' as const, accountId, generation: 2 };
      return store.transact(async ({ access }) =>
        ok(await access.replaceCredential(user.id, from, given)),
      );
    };
    await expect(replace(1, AccountId.parse(ids.uuid()))).rejects.toThrow('does not exist');
    expect(await replace(2, account.id)).toEqual(ok(false));
    expect(await replace(1, account.id)).toEqual(ok(true));
    expect(await replace(1, account.id)).toEqual(ok(false));
    expect((await store.read(({ access }) => access.userByMailbox(email)))?.credential.hash).toBe(
      'new',
    );
  });
});
