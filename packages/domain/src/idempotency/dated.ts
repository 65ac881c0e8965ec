import type { Membership } from '../access/membership.ts';
import type { Account } from '../tree/account.ts';

// JSON has no dates: what was kept as text gets them back, value by value.

export const datedAccount = (account: Account): Account => ({
  ...account,
  createdAt: new Date(account.createdAt),
  updatedAt: new Date(account.updatedAt),
});

export const datedMember = (member: Membership): Membership =>
  member.status === 'invited' && member.invitation !== undefined
    ? { ...member, invitation: { ...member.invitation, until: new Date(member.invitation.until) } }
    : member;
