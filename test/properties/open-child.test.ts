import {
  AccountName,
  type AccountStatus,
  accountStatuses,
  defaultPolicy,
  depthOf,
  effectiveStatus,
  effectiveStatusOf,
  lastOf,
  mayParent,
  type Opening,
  openChild,
  Policy,
} from '@tenantry/domain';
import {
  accountAddresses,
  accountIds,
  lineages,
  pure,
  times,
  trimmedTexts,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const openings: fc.Arbitrary<Opening> = fc.record(
  {
    id: accountIds(),
    address: accountAddresses(),
    kind: fc.constantFrom('customer', 'partner', 'registered'),
    name: trimmedTexts().map((name) => AccountName.parse(name)),
    isActive: fc.boolean(),
    mayHaveSubAccounts: fc.boolean(),
    imported: fc.constantFrom('active', 'suspended'),
  },
  { requiredKeys: ['id', 'address', 'kind', 'name'] },
);

/** Every way in which three accounts, one below the other, can stand. */
const combinations: readonly (readonly [AccountStatus, AccountStatus, AccountStatus])[] =
  accountStatuses.flatMap((root) =>
    accountStatuses.flatMap((middle) =>
      accountStatuses.map((last) => [root, middle, last] as const),
    ),
  );

const threeDeep = () =>
  lineages({ maxDepth: 3, kind: 'master' }).filter(({ length }) => length === 3);

describe('opening a child', () => {
  it.each(combinations)('beneath %s / %s / %s', (...statuses) => {
    fc.assert(
      fc.property(openings, threeDeep(), times(), (opening, [root, ...below], now) => {
        const [first, ...rest] = statuses;
        const parents = [
          { ...root, status: first },
          ...below.map((account, at) => ({ ...account, status: rest[at] ?? account.status })),
        ] as const;
        const status = effectiveStatus(statuses);
        const opened = openChild(opening, parents, defaultPolicy, now);
        const isOpen =
          status === 'active' || (status === 'suspended' && opening.imported !== undefined);
        expect(opened.ok).toBe(isOpen);
        if (!opened.ok)
          expect(opened.error).toEqual({ kind: 'ParentInactive', path: ['parent'], status });
      }),
      { numRuns: 10 },
    );
  });

  it('makes a node beneath the last of the lineage, active unless it is said not to be', () => {
    fc.assert(
      fc.property(
        openings,
        lineages({ status: 'active', kind: 'master', maxDepth: 9 }),
        times(),
        (opening, parents, now) => {
          expect(openChild(opening, parents, defaultPolicy, now)).toEqual({
            ok: true,
            value: {
              id: opening.id,
              address: opening.address,
              kind: opening.kind,
              name: opening.name,
              ancestors: parents.map(({ id }) => id),
              status:
                opening.isActive === false || opening.imported === 'suspended'
                  ? 'suspended'
                  : 'active',
              mayHaveSubAccounts: opening.mayHaveSubAccounts ?? false,
              version: 1,
              createdAt: now,
              updatedAt: now,
            },
          });
        },
      ),
    );
  });

  it('refuses a parent of a kind that may not, with both kinds', () => {
    fc.assert(
      fc.property(
        openings,
        lineages({ status: 'active', maxDepth: 3 }),
        times(),
        (opening, parents, now) => {
          const parent = lastOf(parents);
          const opened = openChild(opening, parents, defaultPolicy, now);
          expect(opened.ok).toBe(mayParent(parent, opening.kind));
          if (!opened.ok)
            expect(opened.error).toEqual({
              kind: 'ParentMayNotHave',
              path: ['parent'],
              parent: parent.kind,
              child: opening.kind,
            });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes as deep as the policy says, and no deeper', () => {
    const policies = fc.integer({ min: 2, max: 12 }).map((depth) => Policy.parse({ depth }));
    const parents = lineages({ status: 'active', kind: 'master', maxDepth: 12 });
    fc.assert(
      fc.property(openings, parents, policies, times(), (opening, above, policy, now) => {
        const opened = openChild(opening, above, policy, now);
        expect(opened.ok).toBe(above.length + 1 <= policy.depth);
        if (opened.ok) expect(depthOf(opened.value)).toBe(above.length + 1);
        else
          expect(opened.error).toEqual({ kind: 'TooDeep', path: ['parent'], limit: policy.depth });
      }),
    );
  });

  it('is pure', () => {
    const inputs = fc.tuple(openings, lineages(), times());
    fc.assert(
      pure(([opening, parents, now]) => openChild(opening, parents, defaultPolicy, now), inputs),
    );
  });

  it('never succeeds beneath what is not effectively active, nor, brought over, what is closed', () => {
    fc.assert(
      fc.property(openings, lineages(), times(), (opening, parents, now) => {
        const opened = openChild(opening, parents, defaultPolicy, now);
        const allowed = opening.imported === undefined ? ['active'] : ['active', 'suspended'];
        if (opened.ok) expect(allowed).toContain(effectiveStatusOf(parents));
      }),
      { numRuns: 300 },
    );
  });
});
