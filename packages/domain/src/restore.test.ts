import { describe, expect, it } from 'vitest';
import {
  type PlainAccount,
  type PlainApiKey,
  type PlainMembership,
  type PlainUser,
  restoreAccount,
  restoreAccountStatus,
  restoreApiKey,
  restoreMembership,
  restoreUser,
} from './restore.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const other = '018f0000-0000-7000-8000-000000000002';
const at = new Date('2026-01-02T03:04:05Z');
const until = new Date('2026-01-09T03:04:05Z');

const account: PlainAccount = {
  id,
  number: 7,
  address: 'a-7',
  kind: 'customer',
  ancestors: [other],
  name: 'Acme',
  status: 'active',
  defaultRole: null,
  mayHaveSubAccounts: false,
  version: 3,
  createdAt: at,
  updatedAt: until,
};

const place: PlainMembership = {
  id,
  number: 8,
  accountId: other,
  userId: null,
  name: 'Jane',
  email: 'Jane@Example.com',
  emailCanonical: 'jane@example.com',
  userName: null,
  roles: [1, 3],
  status: 'invited',
  generation: 2,
  invitation: null,
};
const member = {
  id,
  number: 8,
  accountId: other,
  name: 'Jane',
  email: { address: 'Jane@Example.com', canonical: 'jane@example.com' },
  roles: [1, 3],
  generation: 2,
};

const user: PlainUser = {
  id,
  email: 'Jane@Example.com',
  emailCanonical: 'jane@example.com',
  hash: 'a hash',
  origin: 'own',
  accountId: null,
  generation: 4,
  lapsesAt: null,
  seenHash: null,
};

const key: PlainApiKey = {
  id,
  lineage: other,
  accountId: other,
  hash: 'a hash',
  power: 'read',
  createdAt: at,
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};

// `toStrictEqual`: what was not stored is not there, rather than undefined.
describe('what was stored becomes what it was', () => {
  it('an account', () => {
    const { defaultRole: _, ...rest } = account;
    expect(restoreAccount(account)).toStrictEqual(rest);
    expect(restoreAccount({ ...account, defaultRole: 2 })).toStrictEqual({
      ...rest,
      defaultRole: 2,
    });
  });

  it.each(['active', 'suspended', 'closed'])('an account that is %s', (status) => {
    expect(restoreAccountStatus(status)).toBe(status);
  });

  it.each(['master', 'customer', 'partner', 'registered'])('a %s account', (kind) => {
    expect(restoreAccount({ ...account, kind }).kind).toBe(kind);
  });

  const invitation = { hash: 'a hash', until };
  it.each<readonly [string, Partial<PlainMembership>, object]>([
    ['without a link', {}, { status: 'invited' }],
    ['with a link', { invitation }, { status: 'invited', invitation }],
    ['with a user name', { userName: 'jane' }, { status: 'invited', userName: 'jane' }],
    ['who has joined', { status: 'active', userId: other }, { status: 'active', userId: other }],
    ['disabled', { status: 'disabled', userId: other }, { status: 'disabled', userId: other }],
    ['disabled before joining', { status: 'disabled' }, { status: 'disabled' }],
    // Neither the user nor the link of one that has ended is its own any more.
    ['revoked', { status: 'revoked', userId: other, invitation }, { status: 'revoked' }],
  ])('a member %s', (_, stored, restored) => {
    expect(restoreMembership({ ...place, ...stored })).toStrictEqual({ ...member, ...restored });
  });

  it.each<readonly [string, Partial<PlainUser>, object]>([
    ['own', {}, { origin: 'own' }],
    [
      'given',
      { origin: 'given', accountId: other, lapsesAt: until, seenHash: 'seen' },
      { origin: 'given', accountId: other, lapsesAt: until, seenHash: 'seen' },
    ],
  ])('a user whose credential is %s', (_, stored, restored) => {
    expect(restoreUser({ ...user, ...stored })).toStrictEqual({
      id,
      email: member.email,
      credential: { hash: 'a hash', generation: 4, ...restored },
    });
  });

  it.each<readonly [string, Partial<PlainApiKey>]>([
    ['for good', {}],
    ['that expires', { expiresAt: until }],
    ['that is revoked', { revokedAt: until }],
    ['that was used', { lastUsedAt: until }],
  ])('a key %s', (_, stored) => {
    const { expiresAt: _e, revokedAt: _r, lastUsedAt: _l, ...rest } = key;
    expect(restoreApiKey({ ...key, ...stored })).toStrictEqual({ ...rest, ...stored });
  });

  it.each(['read', 'provision', 'manage'])('a key that may %s', (power) => {
    expect(restoreApiKey({ ...key, power }).power).toBe(power);
  });
});

describe('what nobody can have stored is a fault', () => {
  it.each<readonly [string, () => unknown, string]>([
    [
      'a status of an account',
      () => restoreAccountStatus('asleep'),
      'stored value is none of active, suspended, closed',
    ],
    ['a kind', () => restoreAccount({ ...account, kind: 'x' }), 'stored value is none of master, '],
    [
      'a status of a member',
      () => restoreMembership({ ...place, status: 'x' }),
      'stored value is none of invited, active, disabled, revoked',
    ],
    [
      'an origin',
      () => restoreUser({ ...user, origin: 'x' }),
      'stored value is none of own, given',
    ],
    ['a power', () => restoreApiKey({ ...key, power: 'x' }), 'stored value is none of read, '],
    [
      'a member without a user',
      () => restoreMembership({ ...place, status: 'active' }),
      `active membership ${id} has no user`,
    ],
  ])('%s', (_, restore, message) => {
    expect(restore).toThrow(message);
  });
});
