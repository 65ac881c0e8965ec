import { expect, it } from 'vitest';
import { type PlainMembership, restoreJson, restoreMembership } from '../restore.ts';
import { datedMember } from './dated.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const invitation = { hash: 'h', until: new Date('2026-01-09T00:00:00.123Z') };

it.each<readonly [string, Partial<PlainMembership>]>([
  ['invited', { status: 'invited', invitation }],
  ['invited without a link', { status: 'invited' }],
  ['active', { status: 'active', userId: id }],
  ['disabled', { status: 'disabled' }],
  ['revoked', { status: 'revoked' }],
])('a member who is %s is the same when read back from JSON', (_, change) => {
  const member = restoreMembership({
    id,
    number: 8,
    accountId: id,
    userId: null,
    name: 'Jane',
    email: 'jane@example.com',
    emailCanonical: 'jane@example.com',
    userName: null,
    roles: [1],
    status: 'invited',
    generation: 2,
    invitation: null,
    ...change,
  });
  expect(datedMember(restoreJson(JSON.stringify(member)))).toStrictEqual(member);
});
