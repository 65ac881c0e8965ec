import {
  type AccessReads,
  type AccessWrites,
  type AccountId,
  type Conflict,
  err,
  type Membership,
  type MembershipFound,
  MembershipNumber,
  type NewMembership,
  ok,
  type Result,
  userIdOf,
  userNameKey,
} from '@tenantry/domain';
import { lineageOf } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';

type Reads = Pick<
  AccessReads,
  | 'findMembership'
  | 'membershipByInvitation'
  | 'membershipByUserName'
  | 'membershipByMailbox'
  | 'members'
  | 'memberships'
>;

export const membershipReads = (state: State): AtOnce<Reads> => {
  const found = (membership: Membership): MembershipFound => ({
    membership,
    lineage: lineageOf(state, existing(state.accounts, membership.accountId)),
  });
  const find = (wanted: (membership: Membership) => boolean): MembershipFound | undefined =>
    state.memberships.filter(wanted).map(found)[0];
  return {
    findMembership: (ref) => find(({ id, number }) => id === ref || number === ref),
    membershipByInvitation: (hash) => find((membership) => hashOf(membership) === hash),
    membershipByUserName: (userName) => find((membership) => isCalled(membership, { userName })),
    membershipByMailbox: (accountId, email) =>
      find((membership) => isAt(membership, { accountId, email })),
    members: (account, { after = 0, limit }) =>
      membersOf(state, account)
        .filter(({ number }) => number > after)
        .slice(0, limit),
    memberships: (user, { after = 0, limit }) =>
      state.memberships
        .filter((membership) => userIdOf(membership) === user && membership.number > after)
        .slice(0, limit)
        .map(found),
  };
};

export const membershipWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addMembership' | 'saveMembership'>> => ({
  addMembership: (membership) => addMembership(state, membership),

  saveMembership: (corrected, before) => {
    const stored = state.memberships.find(({ id }) => id === corrected.id);
    if (stored?.status !== before.status || stored.generation !== before.generation)
      return ok('stale');
    const { id, number, accountId } = stored;
    const membership = { ...corrected, id, number, accountId };
    demandUser(state, membership);
    if (isMailboxTaken(state, membership)) return err({ taken: 'EmailTaken' });
    if (isUserNameTaken(state, membership)) return err({ taken: 'UserNameTaken' });
    replace(state.memberships, membership);
    return ok('saved');
  },
});

/** The members of an account, in the order in which they came to be. */
export const membersOf = ({ memberships }: State, account: AccountId): readonly Membership[] =>
  memberships.filter(({ accountId }) => accountId === account);

/** A member that comes with its account: what it would conflict with is a fault. */
export const addMember = (state: State, added: NewMembership): Membership => {
  const answer = addMembership(state, added);
  if (!answer.ok) throw new Error(`membership ${added.id}: ${answer.error.taken}`);
  return answer.value;
};

/** Whether another membership of the account has the mailbox. */
export const isMailboxTaken = ({ memberships }: State, added: NewMembership): boolean =>
  memberships.some((membership) => membership.id !== added.id && isAt(membership, added));

/** Whether another membership of the installation has the user name. */
export const isUserNameTaken = ({ memberships }: State, added: NewMembership): boolean =>
  memberships.some((membership) => membership.id !== added.id && isCalled(membership, added));

/** A fault where the user of a membership does not exist. */
export const demandUser = ({ users }: State, membership: NewMembership): void => {
  const userId = userIdOf(membership);
  if (userId !== undefined) existing(users, userId);
};

function addMembership(
  state: State,
  added: NewMembership,
): Result<Membership, Conflict<'EmailTaken' | 'UserNameTaken'>> {
  existing(state.accounts, added.accountId);
  demandUser(state, added);
  if (isMailboxTaken(state, added)) return err({ taken: 'EmailTaken' });
  if (isUserNameTaken(state, added)) return err({ taken: 'UserNameTaken' });
  const number = MembershipNumber.parse(++state.given.membership);
  return ok(add(state.memberships, { ...added, number }));
}

type Mailbox = Pick<Membership, 'accountId' | 'email'>;

const isAt = (membership: Membership, { accountId, email }: Mailbox): boolean =>
  membership.accountId === accountId && membership.email.canonical === email.canonical;

const hashOf = (membership: Membership): string | undefined =>
  membership.status === 'invited' ? membership.invitation?.hash : undefined;

const isCalled = (membership: Membership, { userName }: Pick<Membership, 'userName'>): boolean =>
  membership.userName !== undefined &&
  userName !== undefined &&
  userNameKey(membership.userName) === userNameKey(userName);
