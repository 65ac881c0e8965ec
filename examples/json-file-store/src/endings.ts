import {
  type AccessWrites,
  isWithin,
  type Membership,
  type UserId,
  userIdOf,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { keepResets } from './resets.ts';
import { existing, replace, type State } from './state.ts';

/** How memberships end, and users with the last of theirs. */
export const endingWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'endMemberships' | 'forgetUser'>> => ({
  endMemberships: (of) => {
    existing(state.accounts, of);
    const ended = state.memberships.filter(({ accountId }) =>
      isWithin({ below: of }, existing(state.accounts, accountId)),
    );
    for (const membership of ended) replace(state.memberships, revoked(membership));
    for (const userId of new Set(ended.flatMap((membership) => userIdOf(membership) ?? [])))
      forgetUser(state, userId);
  },

  forgetUser: (id) => forgetUser(state, id),
});

const revoked = ({ id, number, accountId, name, email, roles, generation }: Membership) =>
  ({
    id,
    number,
    accountId,
    name,
    email,
    roles,
    generation: generation + 1,
    status: 'revoked',
  }) as const;

/** Nothing happens where a membership names the user. */
function forgetUser(state: State, id: UserId): void {
  if (state.memberships.some((membership) => userIdOf(membership) === id)) return;
  keepResets(
    state,
    state.resets.filter(({ userId }) => userId !== id),
  );
  state.deliveries = state.deliveries.filter(
    (delivery) => delivery.kind !== 'passwordChanged' || delivery.userId !== id,
  );
  state.users = state.users.filter((user) => user.id !== id);
}
