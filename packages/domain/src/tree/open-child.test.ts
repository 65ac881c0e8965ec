import { describe, expect, it } from 'vitest';
import { as } from '../access/caller.ts';
import { Policy } from '../policy.ts';
import { type PlainAccount, restoreAccount } from '../restore.ts';
import { err, ok } from '../result.ts';
import { AccountAddress, AccountId } from '../values/ids.ts';
import { AccountName } from '../values/names.ts';
import { accountCodec } from './account-codec.ts';
import { callerActs } from './caller-acts.ts';
import { changed, unversioned } from './change.ts';
import { eventOf } from './event.ts';
import { type Opening, openChild } from './open-child.ts';

const now = new Date('2026-03-01T00:00:00Z');
const then = new Date('2026-01-01T00:00:00Z');
const ids = [1, 2, 3].map((at) => AccountId.parse(`018f0000-0000-7000-8000-00000000000${at}`));
const [rootId, midId, newId] = ids;
if (rootId === undefined || midId === undefined || newId === undefined) throw new Error('no ids');

const account = (change: Partial<PlainAccount> = {}) =>
  restoreAccount({
    id: rootId,
    number: 1,
    address: 'a',
    kind: 'master',
    ancestors: [],
    name: 'Root',
    status: 'active',
    defaultRole: null,
    mayHaveSubAccounts: true,
    version: 4,
    createdAt: then,
    updatedAt: then,
    ...change,
  });
const mid = (change: Partial<PlainAccount> = {}) =>
  account({ id: midId, kind: 'partner', ancestors: [rootId], ...change });

const opening: Opening = {
  id: newId,
  address: AccountAddress.parse('new'),
  kind: 'customer',
  name: AccountName.parse('New'),
};
const opened = {
  ...opening,
  ancestors: [rootId, midId],
  status: 'active',
  mayHaveSubAccounts: false,
  version: 1,
  createdAt: now,
  updatedAt: now,
};
const policy = Policy.parse({ depth: 3 });
const path = ['parent'];

describe('an account that is opened beneath another', () => {
  it.each<readonly [Partial<Opening>, object]>([
    [{}, {}],
    [{ kind: 'partner' }, { kind: 'partner' }],
    [{ isActive: true }, {}],
    [{ isActive: false }, { status: 'suspended' }],
    [{ imported: 'active' }, {}],
    [{ imported: 'suspended' }, { status: 'suspended' }],
    [{ mayHaveSubAccounts: true }, { mayHaveSubAccounts: true }],
  ])('with %j begins so', (said, change) => {
    const child = openChild({ ...opening, ...said }, [account(), mid()], policy, now);
    expect(child).toStrictEqual(ok({ ...opened, ...change }));
  });

  it.each<readonly [string, Parameters<typeof openChild>[1], Partial<Opening>, object]>([
    ['suspended', [account(), mid({ status: 'suspended' })], {}, { status: 'suspended' }],
    ['beneath', [account({ status: 'suspended' }), mid()], {}, { status: 'suspended' }],
    ['closed', [account(), mid({ status: 'closed' })], {}, { status: 'closed' }],
    [
      'closed',
      [account(), mid({ status: 'closed' })],
      { imported: 'active' },
      { status: 'closed' },
    ],
  ])('must have one that acts: %s', (_, parents, said, facts) => {
    expect(openChild({ ...opening, ...said }, parents, policy, now)).toStrictEqual(
      err({ kind: 'ParentInactive', path, ...facts }),
    );
  });

  it.each(['active', 'suspended'] as const)(
    'is imported as %s beneath a suspended one',
    (status) => {
      const parents = [account(), mid({ status: 'suspended' })] as const;
      expect(openChild({ ...opening, imported: status }, parents, policy, now)).toStrictEqual(
        ok({ ...opened, status }),
      );
    },
  );

  it('must be of a kind that its parent may have', () => {
    const parents = [account(), mid({ kind: 'customer' })] as const;
    expect(openChild({ ...opening, kind: 'partner' }, parents, policy, now)).toStrictEqual(
      err({ kind: 'ParentMayNotHave', path, parent: 'customer', child: 'partner' }),
    );
  });

  it('is not deeper than policy says', () => {
    const shallow = Policy.parse({ depth: 2 });
    expect(openChild(opening, [account(), mid()], shallow, now)).toStrictEqual(
      err({ kind: 'TooDeep', path, limit: 2 }),
    );
    expect(openChild(opening, [account()], shallow, now)).toStrictEqual(
      ok({ ...opened, ancestors: [rootId] }),
    );
  });
});

describe('an account that is changed', () => {
  it('moves its version and its time, from the version that was seen or from any', () => {
    const after = { ...account(), version: 5, updatedAt: now };
    for (const seen of [undefined, 4])
      expect(changed(account(), seen, now)).toStrictEqual(ok(after));
    for (const seen of [3, 5, 0])
      expect(changed(account(), seen, now)).toStrictEqual(
        err({ kind: 'VersionStale', current: 4 }),
      );
  });

  it('is not closed', () => {
    for (const seen of [undefined, 4, 3])
      expect(changed(account({ status: 'closed' }), seen, now)).toStrictEqual(
        err({ kind: 'AccountClosed' }),
      );
  });

  it('is changed alike, whichever version that was made from', () => {
    expect(unversioned({ version: 3, name: 'x' })).toStrictEqual({ name: 'x' });
    expect(unversioned({ name: 'x' })).toStrictEqual({ name: 'x' });
  });

  it('is the same when it is read back', () => {
    const view = { ...mid({ defaultRole: 2 }), effectiveStatus: 'suspended' as const };
    expect(accountCodec.read(accountCodec.write(view))).toStrictEqual(view);
    expect(accountCodec.accountOf(view)).toBe(midId);
  });
});

it('a caller acts while its own account and all above that do', () => {
  const wrong = err({ kind: 'NotAuthenticated', reason: 'wrong' });
  const suspended = { status: 'suspended' };
  for (const [caller, lineage, answer] of [
    [as.account(midId), [account(), mid()], ok(undefined)],
    [as.account(midId), [account(), mid(suspended)], wrong],
    [as.account(midId), [account(suspended), mid()], wrong],
    [as.account(midId), [account({ status: 'closed' }), mid()], wrong],
    // Whatever is beneath its own is the use case's matter.
    [as.account(rootId), [account(), mid(suspended)], ok(undefined)],
    [as.operator('x'), [account(suspended), mid(suspended)], ok(undefined)],
  ] as const)
    expect(callerActs(caller, lineage)).toStrictEqual(answer);
});

it('an event says who did it, and by which way', () => {
  const what = { id: 'e', kind: 'AccountClosed', accountId: midId, at: now } as const;
  const caller = as.operator('jane');
  const by = { ...what, actor: 'operator:jane', channel: caller.channel };
  expect(eventOf(what, { caller })).toStrictEqual(by);
  expect(eventOf({ ...what, subject: 's' }, { caller, requestId: 'r' })).toStrictEqual({
    ...by,
    subject: 's',
    requestId: 'r',
  });
  expect(eventOf(what, { caller: { ...caller, userName: 'u' } })).toStrictEqual({
    ...by,
    userName: 'u',
  });
});
