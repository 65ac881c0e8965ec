import {
  type AccessReads,
  type AccessWrites,
  type Conflict,
  err,
  ok,
  type Result,
  type User,
  type UserId,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existing } from './tree.ts';

export const userReads = (
  tables: Tables,
): AtOnce<Pick<AccessReads, 'findUser' | 'userByMailbox'>> => ({
  findUser: (id) => tables.users.get(id),

  userByMailbox: ({ canonical }) => {
    const id = tables.usersByMailbox.get(canonical);
    return id === undefined ? undefined : tables.users.get(id);
  },
});

export const userWrites = (
  tables: Tables,
): AtOnce<Pick<AccessWrites, 'addUser' | 'replaceCredential'>> => ({
  addUser: (user) => storeUser(tables, user),

  replaceCredential: (id, from, credential) => {
    const user = tables.users.get(id);
    if (user?.credential.generation !== from) return false;
    put(tables, { ...user, credential });
    return true;
  },
});

/** A user that something else is about to name. Throws when there is none. */
export const existingUser = ({ users }: Tables, id: UserId): User => {
  const user = users.get(id);
  if (user === undefined) throw new Error(`user ${id} does not exist`);
  return user;
};

/** Looks and stores in one go: nothing can come between. */
export const storeUser = (tables: Tables, user: User): Result<void, Conflict<'EmailTaken'>> => {
  const { id, email } = user;
  if (tables.usersByMailbox.get(email.canonical) !== undefined) return err({ taken: 'EmailTaken' });
  if (tables.users.get(id) !== undefined) throw new Error(`user ${id} is stored`);
  put(tables, user);
  tables.usersByMailbox.set(email.canonical, id);
  return ok(undefined);
};

function put(tables: Tables, user: User): void {
  const { accountId } = user.credential;
  if (accountId !== undefined) existing(tables, accountId);
  tables.users.set(user.id, user);
}
