import {
  type AccountId,
  type Conflict,
  err,
  type Membership,
  MembershipNumber,
  type NewMembership,
  ok,
  type Result,
  userNameKey,
} from '@tenantry/domain';
import type { Tables } from './tables.ts';

const mailboxKey = ({ accountId, email }: NewMembership): string =>
  `${accountId} ${email.canonical}`;

/** Looks and stores in one go: nothing can come between. */
export const storeMembership = (
  tables: Tables,
  added: NewMembership,
): Result<Membership, Conflict<'EmailTaken' | 'UserNameTaken'>> => {
  const { id, accountId, userName } = added;
  if (tables.membershipsByMailbox.get(mailboxKey(added)) !== undefined)
    return err({ taken: 'EmailTaken' });
  if (userName !== undefined && tables.membershipsByUserName.get(userNameKey(userName)))
    return err({ taken: 'UserNameTaken' });
  if (tables.memberships.get(id) !== undefined) throw new Error(`membership ${id} is stored`);
  if ('userId' in added && tables.users.get(added.userId) === undefined)
    throw new Error(`membership ${id} is of a user that does not exist`);

  const number = MembershipNumber.parse(++tables.given.membership);
  const membership: Membership = { ...added, number };
  tables.memberships.set(id, membership);
  tables.membershipsByNumber.set(number, id);
  tables.membershipsByMailbox.set(mailboxKey(added), id);
  if (userName !== undefined) tables.membershipsByUserName.set(userNameKey(userName), id);
  tables.members.add(accountId, number);
  return ok(membership);
};

/** The members of an account, in the order in which they came to be. */
export const membersOf = (tables: Tables, account: AccountId): readonly Membership[] =>
  tables.members.after(account).flatMap((number) => {
    const id = tables.membershipsByNumber.get(number);
    const membership = id === undefined ? undefined : tables.memberships.get(id);
    return membership === undefined ? [] : [membership];
  });
