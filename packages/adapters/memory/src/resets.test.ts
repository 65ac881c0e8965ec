import {
  AccountAddress,
  AccountId,
  AccountName,
  EmailAddress,
  MembershipId,
  ok,
  PersonName,
  UserId,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';
import { memoryPersistence } from './persistence.ts';

// What every store does is the contract's matter (test/contract); here is what only this one says.

const ids = countingIds();
const until = new Date(60_000);
const reset = { id: 'r', generation: 0, hash: 'h', until };
const now = new Date(0);

describe('resets', () => {
  it('take an id or a token that is stored, or a user that is not, for a fault', async () => {
    const store = memoryPersistence();
    const add = (parts: Partial<typeof reset> & { readonly userId?: UserId }) =>
      store.transact(async ({ access }) => ok(await access.addReset({ ...reset, ...parts }, now)));
    await add({});
    await expect(add({ hash: 'i' })).rejects.toThrow('stored');
    await expect(add({ id: 's' })).rejects.toThrow("another's");
    const nobody = { id: 't', hash: 'j', userId: UserId.parse(ids.uuid()) };
    await expect(add(nobody)).rejects.toThrow('does not exist');
    expect(await store.read(({ access }) => access.resetByToken('i'))).toBeUndefined();
    expect(await store.read(({ access }) => access.resetByToken('h'))).toEqual(reset);
  });
});

describe('an invitation', () => {
  it('takes a token of another for a fault', async () => {
    const store = memoryPersistence();
    const accountId = AccountId.parse(ids.uuid());
    await store.transact(({ accounts }) =>
      accounts.addMaster({
        id: accountId,
        address: AccountAddress.parse(ids.address()),
        kind: 'master',
        ancestors: [],
        name: AccountName.parse('Master'),
        status: 'active',
        mayHaveSubAccounts: true,
        version: 1,
        createdAt: now,
        updatedAt: now,
      }),
    );
    const invite = (mailbox: string, hash: string) =>
      store.transact(({ access }) =>
        access.addMembership({
          id: MembershipId.parse(ids.uuid()),
          accountId,
          name: PersonName.parse('Somebody'),
          email: EmailAddress.parse(mailbox),
          roles: [],
          generation: 1,
          status: 'invited',
          invitation: { hash, until },
        }),
      );
    expect((await invite('one@example.com', 'h')).ok).toBe(true);
    await expect(invite('other@example.com', 'h')).rejects.toThrow("another's");
    expect((await invite('other@example.com', 'i')).ok).toBe(true);
  });
});
