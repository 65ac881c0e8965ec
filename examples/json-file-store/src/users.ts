import {
  type AccessReads,
  type AccessWrites,
  type Conflict,
  err,
  ok,
  type Result,
  type User,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';

/** Users with their credentials. */
export const userReads = (
  state: State,
): AtOnce<Pick<AccessReads, 'findUser' | 'userByMailbox'>> => ({
  findUser: (id) => state.users.find((user) => user.id === id),

  userByMailbox: ({ canonical }) => state.users.find(({ email }) => email.canonical === canonical),
});

export const userWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addUser' | 'replaceCredential'>> => ({
  addUser: (user) => addUser(state, user),

  replaceCredential: (id, from, credential) => {
    const user = state.users.find((other) => other.id === id);
    if (user?.credential.generation !== from) return false;
    replace(state.users, demandGiver(state, { ...user, credential }));
    return true;
  },
});

export const addUser = (state: State, user: User): Result<void, Conflict<'EmailTaken'>> => {
  if (state.users.some(({ email }) => email.canonical === user.email.canonical))
    return err({ taken: 'EmailTaken' });
  add(state.users, demandGiver(state, user));
  return ok(undefined);
};

/** A fault where the account that a credential was given by does not exist. */
function demandGiver({ accounts }: State, user: User): User {
  const { accountId } = user.credential;
  if (accountId !== undefined) existing(accounts, accountId);
  return user;
}
