import {
  AccountAddress,
  AccountId,
  AccountName,
  type App,
  AppName,
  EmailAddress,
  MembershipId,
  type NewAccountRegister,
  PersonName,
  type Result,
  RoleId,
  TimeZone,
  type User,
  UserId,
} from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';
import { memoryPersistence } from './persistence.ts';

// What every store does is the contract's matter (test/contract); here is what only this one says.

const ids = countingIds();

const node = (ancestors: readonly AccountId[]) => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  ancestors,
  name: AccountName.parse('Somewhere'),
  status: 'active' as const,
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

const registering = (
  above: readonly AccountId[],
  mailbox: string,
): NewAccountRegister & { readonly user: User } => {
  const account = { ...node(above), kind: 'registered' as const };
  const userId = UserId.parse(ids.uuid());
  const email = EmailAddress.parse(mailbox);
  const origin = 'given' as const;
  return {
    account,
    timeZone: TimeZone.parse('UTC'),
    user: {
      id: userId,
      email,
      credential: { hash: 'h', origin, accountId: account.id, generation: 1 },
    },
    member: {
      id: MembershipId.parse(ids.uuid()),
      accountId: account.id,
      name: PersonName.parse('Somebody'),
      email,
      roles: [RoleId.parse(1)],
      generation: 0,
      status: 'active',
      userId,
    },
  };
};

const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`no conflict was meant to be: ${JSON.stringify(result.error)}`);
  return result.value;
};

let store = memoryPersistence();
let top: AccountId;

const add = (register: NewAccountRegister) =>
  store.transact(({ accounts }) => accounts.addRegister(register));

beforeEach(async () => {
  store = memoryPersistence();
  const master = { ...node([]), kind: 'master' as const };
  valueOf(await store.transact(({ accounts }) => accounts.addMaster(master)));
  top = master.id;
});

describe('a register entry', () => {
  it('keeps the member it was made with, whoever else comes', async () => {
    const added = valueOf(await add(registering([top], 'first@example.com')));
    const guest = {
      ...added.member,
      id: MembershipId.parse(ids.uuid()),
      email: EmailAddress.parse('second@example.com'),
    };
    valueOf(await store.transact(({ access }) => access.addMembership(guest)));
    const found = await store.read(({ accounts }) =>
      accounts.findRegister('installation', added.account.number),
    );
    expect(found).toEqual(added);
  });

  it('is not stored by half where its member names nobody', async () => {
    const register = registering([top], 'first@example.com');
    const stranger = {
      ...register.member,
      status: 'active' as const,
      userId: UserId.parse(ids.uuid()),
    };
    await expect(add({ ...register, member: stranger })).rejects.toThrow('does not exist');
    const left = await store.read(async ({ accounts, access }) => [
      await accounts.find('installation', register.account.id),
      await access.userByMailbox(register.user.email),
      await access.findUser(register.user.id),
    ]);
    expect(left).toEqual([undefined, undefined, undefined]);
    valueOf(await add(register));
  });
});

describe('apps', () => {
  const app = (accountId: AccountId, name: string): App => ({
    id: ids.uuid(),
    accountId,
    name: AppName.parse(name),
    createdAt: new Date(0),
  });

  it('take an id that is stored, or an account that is not, for a fault', async () => {
    const first = app(top, 'One');
    valueOf(await store.transact(({ accounts }) => accounts.addApp(first)));
    const again = { ...app(top, 'Two'), id: first.id };
    for (const wrong of [again, app(AccountId.parse(ids.uuid()), 'One')])
      await expect(store.transact(({ accounts }) => accounts.addApp(wrong))).rejects.toThrow(
        /is stored|does not exist/,
      );
    const page = { skip: 0, limit: 10 };
    expect(await store.read(({ accounts }) => accounts.apps('installation', top, page))).toEqual({
      total: 1,
      items: [first],
    });
  });
});
