import {
  type AccessReads,
  type AccessWrites,
  type AccountId,
  type Conflict,
  err,
  type Membership,
  type MembershipFound,
  type MembershipId,
  MembershipNumber,
  type NewMembership,
  ok,
  type Result,
  userNameKey,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existing, lineageOf } from './tree.ts';

type MembershipReads = Pick<
  AccessReads,
  'findMembership' | 'membershipByUserName' | 'membershipByMailbox' | 'members'
>;

export const membershipReads = (tables: Tables): AtOnce<MembershipReads> => {
  const find = (id: MembershipId | undefined): MembershipFound | undefined => {
    const membership = id === undefined ? undefined : tables.memberships.get(id);
    if (membership === undefined) return undefined;
    return { membership, lineage: lineageOf(tables, existing(tables, membership.accountId)) };
  };
  return {
    findMembership: find,
    membershipByUserName: (userName) => find(userNameHolder(tables, { userName })),
    membershipByMailbox: (accountId, email) => find(mailboxHolder(tables, { accountId, email })),
    members: (account) => membersOf(tables, account),
  };
};

export const membershipWrites = (tables: Tables): AtOnce<Pick<AccessWrites, 'addMembership'>> => ({
  addMembership: (membership) => storeMembership(tables, membership),
});

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
const storeMembership = (
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
  const { id, number, accountId, userName } = before;
  tables.membershipsByMailbox.delete(mailboxKey(before));
  if (userName !== undefined) tables.membershipsByUserName.delete(userNameKey(userName));
  const membership = { ...corrected, id, number, accountId };
  put(tables, membership);
  return membership;
};

/** The members of an account, in the order in which they came to be. */
export const membersOf = (tables: Tables, account: AccountId): readonly Membership[] =>
  tables.members.after(account).flatMap((number) => {
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
  const { id, userName } = membership;
  if ('userId' in membership && tables.users.get(membership.userId) === undefined)
    throw new Error(`membership ${id} is of a user that does not exist`);
  tables.memberships.set(id, membership);
  tables.membershipsByMailbox.set(mailboxKey(membership), id);
  if (userName !== undefined) tables.membershipsByUserName.set(userNameKey(userName), id);
}
