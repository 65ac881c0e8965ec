import { describe, expect, it } from 'vitest';
import { Policy } from '../policy.ts';
import {
  type PlainAccount,
  type PlainMembership,
  type PlainUser,
  restoreAccount,
  restoreMembership,
  restoreUser,
} from '../restore.ts';
import { toChannel } from '../values/channel.ts';
import { isGood } from './authenticate-token.ts';
import { as } from './caller.ts';
import { asUser } from './door.ts';
import { callerOf, isOpenTo } from './holder.ts';
import { userIdOf } from './membership.ts';
import { openPlaceOf } from './open-place.ts';
import { changedCredential, ownCredential, seenHashes } from './own-credential.ts';
import { leavesManager } from './who-manages.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const other = '018f0000-0000-7000-8000-000000000002';
const now = new Date('2026-01-01T00:00:00Z');
const at = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
const policy = Policy.parse({});

const accountOf = (change: Partial<PlainAccount> = {}) =>
  restoreAccount({
    id,
    number: 1,
    address: 'a',
    kind: 'customer',
    ancestors: [],
    name: 'Acme',
    status: 'active',
    defaultRole: null,
    mayHaveSubAccounts: false,
    version: 1,
    createdAt: now,
    updatedAt: now,
    ...change,
  });

const memberOf = (change: Partial<PlainMembership> = {}) =>
  restoreMembership({
    id,
    number: 8,
    accountId: id,
    userId: id,
    name: 'Jane',
    email: 'jane@example.com',
    emailCanonical: 'jane@example.com',
    userName: null,
    roles: [1],
    status: 'active',
    generation: 2,
    invitation: null,
    ...change,
  });

const userOf = (change: Partial<PlainUser> = {}) =>
  restoreUser({
    id,
    email: 'jane@example.com',
    emailCanonical: 'jane@example.com',
    hash: 'h',
    origin: 'own',
    accountId: null,
    generation: 4,
    lapsesAt: null,
    seenHash: null,
    ...change,
  });

interface Change {
  readonly member?: Partial<PlainMembership>;
  readonly user?: Partial<PlainUser>;
  readonly account?: Partial<PlainAccount>;
}

const holderOf = ({ member, user, account }: Change = {}) => ({
  membership: memberOf(member),
  user: userOf(user),
  lineage: [accountOf(account)] as const,
});

describe('a place', () => {
  it.each<readonly [boolean, Change]>([
    [true, {}],
    [false, { member: { status: 'disabled' } }],
    [false, { member: { status: 'revoked' } }],
    [false, { member: { status: 'invited' } }],
    [false, { account: { status: 'suspended' } }],
    [false, { account: { status: 'closed' } }],
    [true, { user: { origin: 'given', accountId: id } }],
    [false, { user: { origin: 'given', accountId: other } }],
    [false, { user: { origin: 'given' } }],
    [true, { user: { accountId: other } }],
    [true, { user: { lapsesAt: at(1) } }],
    [false, { user: { lapsesAt: now } }],
    [false, { user: { lapsesAt: at(-1) } }],
  ])('is open: %s, with %j', (isOpen, change) => {
    expect(isOpenTo(holderOf(change), now)).toBe(isOpen);
  });

  it('is that of a token while person, place and credential are those that it was made for', () => {
    const token = { useruuid: id, place: 2, generation: 4 };
    expect(isGood(holderOf(), token, now)).toBe(true);
    expect(isGood(holderOf({ member: { status: 'disabled' } }), token, now)).toBe(false);
    for (const change of [{ useruuid: other }, { place: 3 }, { generation: 5 }])
      expect(isGood(holderOf(), { ...token, ...change }, now)).toBe(false);
  });

  it.each([
    [[1], 'manage'],
    [[3, 2], 'provision'],
    [[2, 1, 3], 'manage'],
    [[3], 'read'],
    // A role that policy does not know gives no more than being there.
    [[99], 'read'],
    [[], 'read'],
  ])('with the roles %j gives its person the power to %s', (roles, power) => {
    const caller = { accountId: id, power, proof: { kind: 'user', id }, channel: 'web' };
    const holder = holderOf({ member: { roles } });
    expect(callerOf(holder, policy, { channel: toChannel('web') })).toStrictEqual(caller);
    expect(callerOf(holder, policy, { channel: toChannel('web'), userName: 'J' })).toStrictEqual({
      ...caller,
      userName: 'J',
    });
  });

  it.each([
    ['active', id, id],
    ['disabled', id, id],
    ['disabled', null, undefined],
    ['invited', null, undefined],
    ['revoked', null, undefined],
  ] as const)('that is %s, of the user %j, is that of %j', (status, userId, holder) => {
    expect(userIdOf(memberOf({ status, userId }))).toBe(holder);
  });

  it('that somebody comes into by a door is told of with the request', () => {
    const { id: user } = userOf();
    const caller = { power: 'read', proof: { kind: 'user', id }, channel: 'web', userName: 'J' };
    const said = { channel: 'web', userName: 'J' };
    expect(asUser(user, said)).toStrictEqual({ caller });
    expect(asUser(user, { ...said, requestId: 'r' })).toStrictEqual({ caller, requestId: 'r' });
  });
});

describe('the first place of a person that is open', () => {
  const place = (number: number, change: Change = {}) => ({
    membership: memberOf({ number, ...change.member }),
    lineage: [accountOf(change.account)] as const,
  });
  const suspended = (number: number, milliseconds: number) =>
    place(number, { account: { status: 'suspended', updatedAt: at(milliseconds) } });
  const closed = (number: number) => place(number, { account: { status: 'closed' } });

  /** Pages as a store has them. */
  const placesOf = (all: readonly ReturnType<typeof place>[]) => ({
    memberships: async (_: unknown, { after = 0, limit = 0 }: { after?: number; limit?: number }) =>
      all.filter(({ membership: { number } }) => number > after).slice(0, limit),
  });
  const firstOf = (all: readonly ReturnType<typeof place>[]) =>
    openPlaceOf(placesOf(all), userOf().id);
  const many = (count: number) => Array.from({ length: count }, (_, number) => closed(number + 1));

  it('is found behind those that are not, however many', async () => {
    const open = place(101);
    expect(await firstOf([open, place(102)])).toBe(open);
    expect(await firstOf([suspended(1, 5), closed(2), open])).toBe(open);
    expect(await firstOf([place(1, { member: { status: 'disabled' } }), open])).toBe(open);
    for (const count of [49, 50, 51, 100]) expect(await firstOf([...many(count), open])).toBe(open);
  });

  it('is none where all are closed, and may come where some are suspended: since the last', async () => {
    expect(await firstOf([])).toBe('closed');
    for (const count of [1, 50, 100]) expect(await firstOf(many(count))).toBe('closed');
    expect(await firstOf([suspended(1, 5), suspended(2, 9), closed(3)])).toEqual({
      suspendedSince: at(9),
    });
    expect(await firstOf([suspended(1, 9), suspended(2, 5)])).toEqual({ suspendedSince: at(9) });
    const left = place(1, { member: { status: 'revoked' }, account: { status: 'suspended' } });
    expect(await firstOf([left])).toBe('closed');
  });
});

describe('the last who manages an account', () => {
  const caller = as.account(id);
  const before = memberOf();
  const membersAre = (all: readonly ReturnType<typeof memberOf>[]) => ({
    members: async (_: unknown, { after = 0, limit = 0 }: { after?: number; limit?: number }) =>
      all.filter(({ number }) => number > after).slice(0, limit),
  });
  const lastManager = { ok: false, error: { kind: 'LastManager', path: ['roles'] } };
  const leaves = (others: readonly ReturnType<typeof memberOf>[], by = caller, from = before) =>
    leavesManager(membersAre([from, ...others]), by, from, memberOf({ roles: [3] }), policy, [
      'roles',
    ]);
  const another = (number: number, change: Partial<PlainMembership> = {}) =>
    memberOf({ id: other, number, ...change });
  const readers = (count: number) =>
    Array.from({ length: count }, (_, at) => another(at + 9, { roles: [3] }));

  it('cannot go, by the hand of somebody of that account', async () => {
    expect(await leaves([])).toEqual(lastManager);
    expect(await leaves([another(9, { roles: [2, 3] })])).toEqual(lastManager);
    expect(await leaves([another(9, { status: 'disabled' })])).toEqual(lastManager);
    for (const count of [98, 99, 100, 199])
      expect(await leaves(readers(count))).toEqual(lastManager);
  });

  it('is not the last where there is another, however far down the list', async () => {
    expect(await leaves([another(9)])).toEqual({ ok: true });
    for (const count of [98, 99, 100, 199])
      expect(await leaves([...readers(count), another(1000, { roles: [3, 1] })])).toEqual({
        ok: true,
      });
  });

  it('is looked for a page at a time, and on no page twice', async () => {
    const asked: object[] = [];
    const pagesFor = async (count: number) => {
      const all = membersAre([before, ...readers(count)]);
      const members: typeof all.members = (account, page) => {
        asked.push(page);
        return all.members(account, page);
      };
      asked.length = 0;
      const after = memberOf({ roles: [3] });
      expect(await leavesManager({ members }, caller, before, after, policy, ['roles'])).toEqual(
        lastManager,
      );
      return asked;
    };
    expect(await pagesFor(0)).toStrictEqual([{ limit: 100 }]);
    expect(await pagesFor(98)).toStrictEqual([{ limit: 100 }]);
    const second = { after: 107, limit: 100 };
    expect(await pagesFor(99)).toStrictEqual([{ limit: 100 }, second]);
    expect(await pagesFor(150)).toStrictEqual([{ limit: 100 }, second]);
  });

  it('goes by the hand of those above, and is not asked for where nothing is lost', async () => {
    expect(await leaves([], as.account(other))).toEqual({ ok: true });
    expect(await leaves([], caller, memberOf({ roles: [3] }))).toEqual({ ok: true });
    expect(await leavesManager(membersAre([before]), caller, before, before, policy, [])).toEqual({
      ok: true,
    });
  });
});

describe('a credential', () => {
  const given = userOf({ origin: 'given', accountId: other, lapsesAt: at(1), seenHash: 'older' });

  it('that its owner chose is the next, and remembers the last one that others saw', () => {
    expect(ownCredential('new', undefined)).toStrictEqual({
      hash: 'new',
      origin: 'own',
      generation: 1,
    });
    const next = { hash: 'new', origin: 'own', generation: 5 };
    expect(ownCredential('new', userOf().credential)).toStrictEqual(next);
    expect(ownCredential('new', given.credential)).toStrictEqual({ ...next, seenHash: 'h' });
    expect(ownCredential('new', userOf({ seenHash: 'older' }).credential)).toStrictEqual({
      ...next,
      seenHash: 'older',
    });
  });

  it('that was changed opens what the one before did', () => {
    expect(changedCredential('new', userOf().credential)).toStrictEqual({
      hash: 'new',
      origin: 'own',
      generation: 5,
    });
    expect(changedCredential('new', given.credential)).toStrictEqual({
      hash: 'new',
      origin: 'given',
      accountId: other,
      generation: 5,
      seenHash: 'h',
    });
  });

  it('has hashes that others saw', () => {
    expect(seenHashes(userOf().credential)).toEqual([]);
    expect(seenHashes(userOf({ seenHash: 'older' }).credential)).toEqual(['older']);
    expect(seenHashes(given.credential)).toEqual(['h', 'older']);
  });
});
