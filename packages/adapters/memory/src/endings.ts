import { type AccessWrites, type UserId, userIdOf } from '@tenantry/domain';
import { forgetMessages } from './deliveries.ts';
import type { AtOnce } from './guard.ts';
import { membersOf, replaceMembership } from './members.ts';
import { forgetResets } from './resets.ts';
import type { Tables } from './tables.ts';
import { existing, walk } from './tree.ts';

export const endingWrites = (
  tables: Tables,
): AtOnce<Pick<AccessWrites, 'endMemberships' | 'forgetUser'>> => ({
  endMemberships: (of) => {
    existing(tables, of);
    const users = new Set<UserId>();
    for (const account of walk(tables, of))
      for (const member of membersOf(tables, account)) {
        const userId = userIdOf(member);
        if (userId !== undefined) users.add(userId);
        const { id, number, accountId, name, email, roles } = member;
        const generation = member.generation + 1;
        const place = { id, number, accountId, name, email, roles, generation };
        replaceMembership(tables, member, { ...place, status: 'revoked' });
      }
    for (const id of users) forgetUser(tables, id);
  },

  forgetUser: (id) => forgetUser(tables, id),
});

/** Nothing happens where a membership names the user. */
function forgetUser(tables: Tables, id: UserId): void {
  const user = tables.users.get(id);
  if (user === undefined || tables.membershipsOf.first(id, 1).length > 0) return;
  forgetResets(tables, id);
  forgetMessages(tables, { kind: 'passwordChanged', userId: id });
  tables.usersByMailbox.delete(user.email.canonical);
  tables.users.delete(id);
}
