import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccountAddress,
  AccountId,
  AccountName,
  EmailAddress,
  MembershipId,
  type NewAccount,
  noConfigurations,
  ok,
  PersonName,
  UserId,
} from '@tenantry/domain';
import { expect, it } from 'vitest';
import { openSqlite } from './open.ts';

/** More than end with one statement. */
const many = 2_001;

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const now = new Date(0);
const credential = { hash: 'x', origin: 'own', generation: 1 } as const;

const account = (number: number, ancestors: readonly AccountId[]): NewAccount => ({
  id: AccountId.parse(idOf(number)),
  address: AccountAddress.parse(`a${number}`),
  kind: ancestors.length === 0 ? 'master' : 'customer',
  ancestors,
  name: AccountName.parse('Acme'),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

it('thousands of places end, each of them once, and their users are forgotten', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-endings-'));
  const store = await openSqlite({ file: join(folder, 'a.db'), migrate: 'auto' });
  try {
    const master = account(0, []);
    const child = account(1, [master.id]);
    const last = await store.transact(async ({ accounts, access }) => {
      await accounts.addMaster(master);
      const details = {
        workflows: [],
        configurations: noConfigurations,
        references: [],
        members: [],
      };
      await accounts.addCustomer({ ...details, account: child, uniqueReferenceNames: [] });
      for (let number = 0; number < many; number++) {
        const email = EmailAddress.parse(`u${number}@example.com`);
        const userId = UserId.parse(idOf(number));
        await access.addUser({ id: userId, email, credential });
        await access.addMembership({
          id: MembershipId.parse(idOf(number)),
          // A page ends within an account, and the next begins there.
          accountId: number < 3 ? master.id : child.id,
          name: PersonName.parse('Jane'),
          email,
          roles: [],
          status: 'active',
          userId,
          generation: 1,
        });
      }
      await access.endMemberships(master.id);
      return ok(UserId.parse(idOf(many - 1)));
    });
    await store.read(async ({ access }) => {
      const of = async ({ id }: NewAccount) => access.members(id, { limit: many });
      const ended = [...(await of(master)), ...(await of(child))];
      expect(ended).toHaveLength(many);
      expect(new Set(ended.map(({ status, generation }) => `${status} ${generation}`))).toEqual(
        new Set(['revoked 2']),
      );
      expect(last.ok && (await access.findUser(last.value))).toBeUndefined();
    });
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
