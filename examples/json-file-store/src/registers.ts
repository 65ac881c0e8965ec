import {
  type AccountReads,
  type AccountRegister,
  type AccountWrites,
  comparable,
  err,
  ok,
  parentIdOf,
  type RegisterDetails,
} from '@tenantry/domain';
import { addAccount, findWithin, isAddressTaken } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { addMember } from './memberships.ts';
import { sliced } from './sliced.ts';
import { add, existing, type MemberedRow, replace, type State } from './state.ts';
import { addUser } from './users.ts';

export const registerReads = (
  state: State,
): AtOnce<Pick<AccountReads, 'findRegister' | 'registers' | 'apps'>> => ({
  findRegister: (reach, ref) => {
    const account = findWithin(state, reach, ref);
    const row = state.registers.find(({ accountId }) => accountId === account?.id);
    return row === undefined ? undefined : registerOf(state, row);
  },

  registers: (reach, of, slice) => {
    const parent = findWithin(state, reach, of);
    const registers = state.registers.map((row) => registerOf(state, row));
    return sliced(
      registers.filter(({ account }) => parent !== undefined && parentIdOf(account) === of),
      slice,
    );
  },

  apps: (reach, of, slice) => {
    const owner = findWithin(state, reach, of);
    return sliced(
      state.apps.filter(({ accountId }) => accountId === owner?.id),
      slice,
    );
  },
});

export const registerWrites = (
  state: State,
): AtOnce<Pick<AccountWrites, 'addRegister' | 'saveRegister' | 'addApp'>> => ({
  addRegister: ({ account: added, user, member: newMember, ...details }) => {
    if (isAddressTaken(state, added)) return err({ taken: 'AddressTaken' });
    // The credential names the account. Should the mailbox be taken, the unit is spent.
    const account = addAccount(state, added);
    const stored = user === undefined ? ok(undefined) : addUser(state, user);
    if (!stored.ok) return stored;
    const member = addMember(state, newMember);
    state.registers.push({ accountId: account.id, details, memberId: member.id });
    return ok({ account, ...details, member });
  },

  saveRegister: ({ account, member: _, ...details }) => {
    const { id, name, mayHaveSubAccounts, version, updatedAt } = account;
    const before = existing(state.accounts, id);
    const row = state.registers.find(({ accountId }) => accountId === id);
    if (row === undefined) throw new Error(`${id} is not registered`);
    if (version !== before.version + 1) return err({ taken: 'VersionStale' });
    replace(state.accounts, { ...before, name, mayHaveSubAccounts, version, updatedAt });
    state.registers[state.registers.indexOf(row)] = { ...row, details };
    return ok(undefined);
  },

  addApp: (app) => {
    existing(state.accounts, app.accountId);
    const siblings = state.apps.filter(({ accountId }) => accountId === app.accountId);
    if (siblings.some(({ name }) => comparable(name) === comparable(app.name)))
      return err({ taken: 'AppNameTaken' });
    add(state.apps, app);
    return ok(undefined);
  },
});

const registerOf = (
  state: State,
  { accountId, details, memberId }: MemberedRow<RegisterDetails>,
): AccountRegister => ({
  account: existing(state.accounts, accountId),
  ...details,
  member: existing(state.memberships, memberId),
});
