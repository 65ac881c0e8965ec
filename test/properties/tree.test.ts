import {
  type Account,
  accountKinds,
  accountStatuses,
  changed,
  defaultPolicy,
  depthOf,
  effectiveStatus,
  effectiveStatusOf,
  inheritedRole,
  lastOf,
  mayParent,
  parentIdOf,
  restoreAccount,
} from '@tenantry/domain';
import { lineages, pure, times } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const statuses = fc.array(fc.constantFrom(...accountStatuses), { maxLength: 10 });

describe('the effective status', () => {
  it('is closed if any is closed, else suspended if any is, else active', () => {
    fc.assert(
      fc.property(statuses, (all) => {
        const expected = ['closed', 'suspended', 'active'].find(
          (status) => status === 'active' || all.some((each) => each === status),
        );
        expect(effectiveStatus(all)).toBe(expected);
      }),
    );
  });

  it('depends on neither order nor number, and only ever worsens further down', () => {
    const rank = { active: 0, suspended: 1, closed: 2 };
    fc.assert(
      fc.property(statuses, statuses, (above, below) => {
        expect(effectiveStatus([...above, ...below])).toBe(effectiveStatus([...below, ...above]));
        expect(effectiveStatus([...above, ...above])).toBe(effectiveStatus(above));
        expect(effectiveStatus([effectiveStatus(above), effectiveStatus(below)])).toBe(
          effectiveStatus([...above, ...below]),
        );
        expect(rank[effectiveStatus([...above, ...below])]).toBeGreaterThanOrEqual(
          rank[effectiveStatus(above)],
        );
      }),
    );
    expect(effectiveStatus([])).toBe('active');
  });

  it('of a lineage asks each of its accounts', () => {
    fc.assert(
      fc.property(lineages(), (lineage) => {
        expect(effectiveStatusOf(lineage)).toBe(
          effectiveStatus(lineage.map(({ status }) => status)),
        );
      }),
    );
  });
});

describe('who may parent whom', () => {
  const expected = {
    master: ['customer', 'partner', 'registered'],
    partner: ['customer', 'partner', 'registered'],
    customer: ['customer'],
    registered: ['registered'],
  } as const;

  it.each(accountKinds)('%s: the whole row', (kind) => {
    for (const mayHaveSubAccounts of [true, false]) {
      const children = accountKinds.filter((child) =>
        mayParent({ kind, mayHaveSubAccounts }, child),
      );
      const allowed = kind === 'registered' && !mayHaveSubAccounts ? [] : expected[kind];
      expect(children.toSorted()).toEqual(allowed);
    }
  });
});

describe('a place in the tree', () => {
  it('has its depth, its parent, and the last account of its lineage', () => {
    fc.assert(
      fc.property(lineages(), (lineage) => {
        const last = lastOf(lineage);
        expect(last).toBe(lineage[lineage.length - 1]);
        expect(depthOf(last)).toBe(lineage.length);
        expect(parentIdOf(last)).toBe(lineage[lineage.length - 2]?.id);
      }),
    );
  });

  it('inherits the nearest default role, else the policy’s', () => {
    fc.assert(
      fc.property(lineages(), (lineage) => {
        const nearest = lineage
          .map(({ defaultRole }) => defaultRole)
          .filter((role) => role !== undefined);
        expect(inheritedRole(lineage, defaultPolicy.defaultRole)).toBe(
          nearest.at(-1) ?? defaultPolicy.defaultRole,
        );
      }),
    );
  });

  it('comes back from a store as it went there', () => {
    fc.assert(
      fc.property(lineages(), (lineage) => {
        for (const account of lineage)
          expect(restoreAccount({ ...account, defaultRole: account.defaultRole ?? null })).toEqual(
            account,
          );
      }),
    );
    const plain = { ...lastOf(fc.sample(lineages(), 1)[0] ?? fail()), defaultRole: null };
    expect(() => restoreAccount({ ...plain, kind: 'tenant' })).toThrow('stored value');
    expect(() => restoreAccount({ ...plain, status: 'gone' })).toThrow('stored value');
  });
});

describe('a change of an account', () => {
  const changes = fc.record({
    account: lineages().map(lastOf),
    now: times(),
    seen: fc.nat({ max: 1_000 }),
  });

  it('moves version and time and nothing else, until the account is closed', () => {
    fc.assert(
      fc.property(changes, ({ account, now }) => {
        for (const seen of [undefined, account.version])
          expect(changed(account, seen, now)).toEqual(
            account.status === 'closed'
              ? { ok: false, error: { kind: 'AccountClosed' } }
              : { ok: true, value: { ...account, version: account.version + 1, updatedAt: now } },
          );
      }),
    );
  });

  it('made from another version is stale, and says which one is current', () => {
    fc.assert(
      fc.property(changes, ({ account, now, seen }) => {
        fc.pre(seen !== account.version);
        const error =
          account.status === 'closed'
            ? { kind: 'AccountClosed' }
            : { kind: 'VersionStale', current: account.version };
        expect(changed(account, seen, now)).toEqual({ ok: false, error });
      }),
    );
  });

  it('is pure', () => {
    fc.assert(
      pure(
        ({ account, now, seen }: { account: Account; now: Date; seen: number }) =>
          changed(account, seen, now),
        changes,
      ),
    );
  });
});

function fail(): never {
  throw new Error('no lineage');
}
