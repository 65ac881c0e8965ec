import { AccountId } from '@tenantry/domain';
import { expect, it } from 'vitest';
import { allowances } from './allowance.ts';

const account = (at: number) => ({
  accountId: AccountId.parse(`00000000-0000-4000-8000-${String(at).padStart(12, '0')}`),
});

const told = (used: number, minute: string) => ({
  'X-RateLimit-Limit': '2147483647',
  'X-RateLimit-Remaining': String(2_147_483_647 - used),
  'X-RateLimit-Reset': `2025-01-01T00:${minute}:00.000Z`,
});

it('counts each account for itself, until the minute is over', () => {
  let now = '2025-01-01T00:00:00.000Z';
  const count = allowances(() => new Date(now));
  expect([count(account(1)), count(account(1))]).toEqual([told(1, '01'), told(2, '01')]);
  expect(count(account(2))).toEqual(told(1, '01'));
  now = '2025-01-01T00:00:59.999Z';
  expect(count(account(1))).toEqual(told(3, '01'));
  now = '2025-01-01T00:01:00.000Z';
  expect(count(account(1))).toEqual(told(1, '02'));
  expect(count(account(2))).toEqual(told(1, '02'));
});

it('begins anew where the clock was set back', () => {
  let now = '2025-01-01T00:05:00.000Z';
  const count = allowances(() => new Date(now));
  count(account(1));
  now = '2025-01-01T00:03:00.000Z';
  expect(count(account(1))).toEqual(told(1, '04'));
});

it('remembers no more accounts than it has room for', () => {
  const count = allowances(() => new Date('2025-01-01T00:00:00.000Z'));
  for (let at = 0; at < 10_000; at++) count(account(at));
  expect(count(account(9_999))).toEqual(told(2, '01'));
  for (let time = 0; time < 3; time++) expect(count(account(10_000))).toEqual(told(1, '01'));
});
