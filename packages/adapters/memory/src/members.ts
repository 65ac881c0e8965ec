import {
  type AccountId,
  type Conflict,
  err,
  type Membership,
  type MembershipId,
  MembershipNumber,
  type NewMembership,
  ok,
  type Result,
  userIdOf,
  userNameKey,
} from '@tenantry/domain';
import type { Tables } from './tables.ts';
import { existing } from './tree.ts';
import { existingUser } from './users.ts';

/** Whether something unique is in use, and not by the one that would have it. */
export const isHeldByAnother = (holder: string | undefined, own: string): boolean =>
  holder !== undefined && holder !== own;

/** The membership of the same account that has the mailbox: perhaps this one itself. */
export const mailboxHolder = (tables: Tables, place: MailboxPlace): MembershipId | undefined =>
  tables.membershipsByMailbox.get(mailboxKey(place));

/** The membership of the installation that has the user name: perhaps this one itself. */
export const userNameHolder = (
  tables: Tables,
  { userName }: Pick<NewMembership, 'userName'>,
): MembershipId | undefined =>
  userName === undefined ? undefined : tables.membershipsByUserName.get(userNameKey(userName));

/** Looks and stores in one go: nothing can come between. */
export const storeMembership = (
  tables: Tables,
  added: NewMembership,
): Result<Membership, Conflict<'EmailTaken' | 'UserNameTaken'>> => {
  const { id, accountId } = added;
  existing(tables, accountId);
  if (mailboxHolder(tables, added) !== undefined) return err({ taken: 'EmailTaken' });
  if (userNameHolder(tables, added) !== undefined) return err({ taken: 'UserNameTaken' });
  if (tables.memberships.get(id) !== undefined) throw new Error(`membership ${id} is stored`);

  const number = MembershipNumber.parse(++tables.given.membership);
  const membership: Membership = { ...added, number };
  tables.membershipsByNumber.set(number, id);
  tables.members.add(accountId, number);
  put(tables, membership);
  return ok(membership);
};

/** A membership that comes with its account: what it would conflict with is a fault by now. */
export const storeNewMembership = (tables: Tables, added: NewMembership): Membership => {
  const stored = storeMembership(tables, added);
  if (!stored.ok) throw new Error(`membership ${added.id}: ${stored.error.taken}`);
  return stored.value;
};

/**
 * Puts a membership in the place of the one before it, whose id, number and account it keeps. What
 * others have must have been looked for.
 */
export const replaceMembership = (
  tables: Tables,
  before: Membership,
  corrected: Membership,
): Membership => {
  const { id, number, accountId } = before;
  removeMentions(tables, before);
  const membership = { ...corrected, id, number, accountId };
  put(tables, membership);
  return membership;
};

/** The members of an account, in the order in which they came to be. */
export const membersOf = (tables: Tables, account: AccountId): readonly Membership[] =>
  numbered(tables, tables.members.after(account));

export const numbered = (
  tables: Tables,
  numbers: readonly MembershipNumber[],
): readonly Membership[] =>
  numbers.flatMap((number) => {
    const id = tables.membershipsByNumber.get(number);
    const membership = id === undefined ? undefined : tables.memberships.get(id);
    return membership === undefined ? [] : [membership];
  });

/** A membership that something else names. Throws when there is none. */
export const existingMembership = ({ memberships }: Tables, id: MembershipId): Membership => {
  const membership = memberships.get(id);
  if (membership === undefined) throw new Error(`membership ${id} does not exist`);
  return membership;
};

type MailboxPlace = Pick<NewMembership, 'accountId' | 'email'>;

const mailboxKey = ({ accountId, email }: MailboxPlace): string =>
  `${accountId} ${email.canonical}`;

function put(tables: Tables, membership: Membership): void {
  const { id, number, userName } = membership;
  const userId = userIdOf(membership);
  const hash = invitationHashOf(membership);
  tables.memberships.set(id, membership);
  tables.membershipsByMailbox.set(mailboxKey(membership), id);
  if (userName !== undefined) tables.membershipsByUserName.set(userNameKey(userName), id);
  if (hash !== undefined) {
    if (isHeldByAnother(tables.membershipsByInvitation.get(hash), id))
      throw new Error(`the invitation of membership ${id} is another's`);
    tables.membershipsByInvitation.set(hash, id);
  }
  if (userId === undefined) return;
  existingUser(tables, userId);
  tables.membershipsOf.add(userId, number);
}

/** Undoes what `put` has written besides the row itself. */
function removeMentions(tables: Tables, membership: Membership): void {
  const { number, userName } = membership;
  const userId = userIdOf(membership);
  const hash = invitationHashOf(membership);
  tables.membershipsByMailbox.delete(mailboxKey(membership));
  if (userName !== undefined) tables.membershipsByUserName.delete(userNameKey(userName));
  if (hash !== undefined) tables.membershipsByInvitation.delete(hash);
  if (userId !== undefined) tables.membershipsOf.remove(userId, number);
}

const invitationHashOf = (membership: Membership): string | undefined =>
  membership.status === 'invited' ? membership.invitation?.hash : undefined;
