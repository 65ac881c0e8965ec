import { type AccessReads, type AccessWrites, err, ok } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { storeMembership } from './memberships.ts';
import type { Tables } from './tables.ts';
import { existing, lineageOf } from './tree.ts';

export const accessReads = (tables: Tables): AtOnce<AccessReads> => ({
  findKey: (id) => {
    const key = tables.keys.get(id);
    if (key === undefined) return undefined;
    return { key, lineage: lineageOf(tables, existing(tables, key.accountId)) };
  },

  findMembership: (id) => {
    const membership = tables.memberships.get(id);
    if (membership === undefined) return undefined;
    return { membership, lineage: lineageOf(tables, existing(tables, membership.accountId)) };
  },
});

export const accessWrites = (tables: Tables): AtOnce<AccessWrites> => ({
  addUser: (user) => {
    const { id, email, credential } = user;
    if (tables.usersByMailbox.get(email.canonical) !== undefined)
      return err({ taken: 'EmailTaken' });
    if (tables.users.get(id) !== undefined) throw new Error(`user ${id} is stored`);
    if (credential.accountId !== undefined) existing(tables, credential.accountId);
    tables.users.set(id, user);
    tables.usersByMailbox.set(email.canonical, id);
    return ok(undefined);
  },

  addMembership: (membership) => {
    existing(tables, membership.accountId);
    return storeMembership(tables, membership);
  },

  addKey: (key) => {
    existing(tables, key.accountId);
    if (tables.keys.get(key.id) !== undefined) throw new Error(`key ${key.id} is stored`);
    tables.keys.set(key.id, key);
  },
});
