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
  expect([count(account(1), undefined), count(account(1), undefined)]).toEqual([
    told(1, '01'),
    told(2, '01'),
  ]);
  expect(count(account(2), undefined)).toEqual(told(1, '01'));
  now = '2025-01-01T00:00:59.999Z';
  expect(count(account(1), undefined)).toEqual(told(3, '01'));
  now = '2025-01-01T00:01:00.000Z';
  expect(count(account(1), undefined)).toEqual(told(1, '02'));
  expect(count(account(2), undefined)).toEqual(told(1, '02'));
});

it('begins anew where the clock was set back', () => {
  let now = '2025-01-01T00:05:00.000Z';
  const count = allowances(() => new Date(now));
  count(account(1), undefined);
  now = '2025-01-01T00:03:00.000Z';
  expect(count(account(1), undefined)).toEqual(told(1, '04'));
});

it('remembers no more accounts than it has room for', () => {
  const count = allowances(() => new Date('2025-01-01T00:00:00.000Z'));
  for (let at = 0; at < 10_000; at++) count(account(at), undefined);
  expect(count(account(9_999), undefined)).toEqual(told(2, '01'));
  for (let time = 0; time < 3; time++)
    expect(count(account(10_000), undefined)).toEqual(told(1, '01'));
});

it('tells of a limit where there is one, whatever else was counted', () => {
  const count = allowances(() => new Date('2025-01-01T00:00:30.500Z'));
  const rate = { limit: 100, window: 3600 };
  const standing = { name: 'caller', rate, remaining: 41, resets: 90, isOver: false };
  expect(count(account(1), standing)).toEqual({
    'X-RateLimit-Limit': '100',
    'X-RateLimit-Remaining': '41',
    'X-RateLimit-Reset': '2025-01-01T00:02:00.500Z',
  });
  expect(count(account(1), undefined)).toEqual(told(1, '01'));
});
