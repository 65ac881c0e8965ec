import {
  type Account,
  type AccountReads,
  type AccountRegister,
  type AccountWrites,
  err,
  ok,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { existingMembership, storeNewMembership } from './members.ts';
import { isAddressTaken, replaceAccount, storeAccount } from './nodes.ts';
import { sliced } from './slice.ts';
import type { Tables } from './tables.ts';
import { byNumber, existing, findWithin } from './tree.ts';
import { storeUser } from './users.ts';

export const registerReads = (
  tables: Tables,
): AtOnce<Pick<AccountReads, 'findRegister' | 'registers'>> => ({
  findRegister: (reach, ref) => {
    const account = findWithin(tables, reach, ref);
    return account === undefined ? undefined : registerOf(tables, account);
  },

  registers: (reach, of, slice) => {
    const children = findWithin(tables, reach, of) === undefined ? [] : tables.children.after(of);
    const found = children
      .filter((id) => tables.registers.get(id) !== undefined)
      .map((id) => existing(tables, id))
      .toSorted(byNumber);
    return sliced(found, slice, (account) => {
      const register = registerOf(tables, account);
      if (register === undefined) throw new Error(`account ${account.id} is not registered`);
      return register;
    });
  },
});

export const registerWrites = (
  tables: Tables,
): AtOnce<Pick<AccountWrites, 'addRegister' | 'saveRegister'>> => ({
  addRegister: ({ account: added, user, member: newMember, ...details }) => {
    if (isAddressTaken(tables, added)) return err({ taken: 'AddressTaken' });
    if (user !== undefined && tables.usersByMailbox.get(user.email.canonical) !== undefined)
      return err({ taken: 'EmailTaken' });
    // A given credential names the account.
    const account = storeAccount(tables, added);
    const stored = user === undefined ? ok(undefined) : storeUser(tables, user);
    if (!stored.ok) return stored;
    const member = storeNewMembership(tables, newMember);
    tables.registers.set(account.id, { details, memberId: member.id });
    return ok({ account, ...details, member });
  },

  saveRegister: ({ account, member: _, ...details }) => {
    const { id, name, mayHaveSubAccounts, version, updatedAt } = account;
    const before = existing(tables, id);
    const entry = tables.registers.get(id);
    if (entry === undefined) throw new Error(`account ${id} is not registered`);
    if (before.version !== version - 1) return err({ taken: 'VersionStale' });
    replaceAccount(tables, before, { ...before, name, mayHaveSubAccounts, version, updatedAt });
    tables.registers.set(id, { ...entry, details });
    return ok(undefined);
  },
});

function registerOf(tables: Tables, account: Account): AccountRegister | undefined {
  const entry = tables.registers.get(account.id);
  if (entry === undefined) return undefined;
  return { account, ...entry.details, member: existingMembership(tables, entry.memberId) };
}
