import {
  type AccessReads,
  type AccessWrites,
  err,
  type MembershipFound,
  type MembershipRef,
  ok,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import {
  isHeldByAnother,
  mailboxHolder,
  numbered,
  replaceMembership,
  storeMembership,
  userNameHolder,
} from './members.ts';
import type { Tables } from './tables.ts';
import { existing, lineageOf } from './tree.ts';

type MembershipReads = Pick<
  AccessReads,
  | 'findMembership'
  | 'membershipByInvitation'
  | 'membershipByUserName'
  | 'membershipByMailbox'
  | 'members'
  | 'memberships'
>;

export const membershipReads = (tables: Tables): AtOnce<MembershipReads> => {
  const find = (ref: MembershipRef | undefined): MembershipFound | undefined => {
    const id = typeof ref === 'number' ? tables.membershipsByNumber.get(ref) : ref;
    const membership = id === undefined ? undefined : tables.memberships.get(id);
    if (membership === undefined) return undefined;
    return { membership, lineage: lineageOf(tables, existing(tables, membership.accountId)) };
  };
  return {
    findMembership: find,
    membershipByInvitation: (hash) => find(tables.membershipsByInvitation.get(hash)),
    membershipByUserName: (userName) => find(userNameHolder(tables, { userName })),
    membershipByMailbox: (accountId, email) => find(mailboxHolder(tables, { accountId, email })),
    members: (account, { after, limit }) =>
      numbered(tables, tables.members.after(account, after).slice(0, limit)),
    memberships: (user, { after, limit }) =>
      tables.membershipsOf
        .after(user, after)
        .slice(0, limit)
        .flatMap((number) => find(number) ?? []),
  };
};

export const membershipWrites = (
  tables: Tables,
): AtOnce<Pick<AccessWrites, 'addMembership' | 'saveMembership'>> => ({
  addMembership: (membership) => storeMembership(tables, membership),

  saveMembership: (membership, before) => {
    const stored = tables.memberships.get(membership.id);
    if (stored?.status !== before.status || stored.generation !== before.generation)
      return ok('stale');
    const { id, accountId } = stored;
    const { email } = membership;
    if (isHeldByAnother(mailboxHolder(tables, { accountId, email }), id))
      return err({ taken: 'EmailTaken' });
    if (isHeldByAnother(userNameHolder(tables, membership), id))
      return err({ taken: 'UserNameTaken' });
    replaceMembership(tables, stored, membership);
    return ok('saved');
  },
});
