import { describe, expect, it } from 'vitest';
import { restoreAccount } from '../restore.ts';
import { RoleId } from '../values/role.ts';
import {
  type Account,
  accountKinds,
  accountStatuses,
  depthOf,
  effectiveStatus,
  effectiveStatusOf,
  inheritedRole,
  type Lineage,
  lastOf,
  mayParent,
  parentIdOf,
  suspendedSince,
} from './account.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

const account = (change: Partial<Parameters<typeof restoreAccount>[0]> = {}): Account =>
  restoreAccount({
    id: '018f0000-0000-7000-8000-000000000001',
    number: 1,
    address: 'a',
    kind: 'customer',
    ancestors: [],
    name: 'Acme',
    status: 'active',
    defaultRole: null,
    mayHaveSubAccounts: false,
    version: 1,
    createdAt: at(0),
    updatedAt: at(1),
    ...change,
  });

describe('the tree', () => {
  it('has kinds, and a table of who may parent whom', () => {
    expect(accountKinds).toEqual(['master', 'customer', 'partner', 'registered']);
    const childrenOf = (kind: Account['kind'], mayHaveSubAccounts: boolean) =>
      accountKinds.filter((child) => mayParent({ kind, mayHaveSubAccounts }, child));
    for (const leave of [true, false]) {
      expect(childrenOf('master', leave)).toEqual(['customer', 'partner', 'registered']);
      expect(childrenOf('partner', leave)).toEqual(['customer', 'partner', 'registered']);
      expect(childrenOf('customer', leave)).toEqual(['customer']);
      expect(childrenOf('registered', leave)).toEqual(leave ? ['registered'] : []);
    }
  });

  it('places an account by its ancestors, root first', () => {
    const [root, parent] = [
      account().id,
      account({ id: '018f0000-0000-7000-8000-000000000002' }).id,
    ];
    const deep = account({ ancestors: [root, parent] });
    expect([depthOf(account()), depthOf(deep)]).toEqual([1, 3]);
    expect([parentIdOf(account()), parentIdOf(deep)]).toEqual([undefined, parent]);
    const [first, last] = [account(), account({ name: 'Last' })];
    expect(lastOf([first])).toBe(first);
    expect(lastOf([first, account(), last])).toBe(last);
  });
});

describe('an effective status', () => {
  it('is closed where any is, or else suspended where any is', () => {
    expect(accountStatuses).toEqual(['active', 'suspended', 'closed']);
    for (const one of accountStatuses)
      for (const other of accountStatuses) {
        const both = [one, other];
        const expected = both.includes('closed')
          ? 'closed'
          : both.includes('suspended')
            ? 'suspended'
            : 'active';
        expect(effectiveStatus(both)).toBe(expected);
        expect(effectiveStatusOf([account({ status: one }), account({ status: other })])).toBe(
          expected,
        );
      }
    expect(effectiveStatus([])).toBe('active');
  });

  it('has begun with the last suspension, at the latest', () => {
    const lineage = (...all: readonly (readonly [status: string, second: number])[]): Lineage => {
      const [first = account(), ...rest] = all.map(([status, second]) =>
        account({ status, updatedAt: at(second) }),
      );
      return [first, ...rest];
    };
    expect(suspendedSince(lineage(['suspended', 5], ['active', 9]))).toEqual(at(5));
    expect(suspendedSince(lineage(['suspended', 5], ['suspended', 9]))).toEqual(at(9));
    expect(suspendedSince(lineage(['suspended', 9], ['suspended', 5]))).toEqual(at(9));
    expect(suspendedSince(lineage(['active', 9]))).toEqual(at(0));
  });
});

it('a role that is not said is that of the next account above that says one', () => {
  const [one, two, three] = [1, 2, 3].map((id) => RoleId.parse(id));
  if (one === undefined || two === undefined || three === undefined) throw new Error('no roles');
  const silent = account();
  const saying = (defaultRole: number) => account({ defaultRole });
  expect(inheritedRole([silent, silent], three)).toBe(three);
  expect(inheritedRole([saying(1), silent], three)).toBe(one);
  expect(inheritedRole([saying(1), saying(2), silent], three)).toBe(two);
});
