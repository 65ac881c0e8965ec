import type { ImportedStatus } from '../access/caller.ts';
import { invite } from '../access/first-access.ts';
import type { Membership, NewMembership } from '../access/membership.ts';
import type { User } from '../access/user.ts';
import { firstUserRole, type Policy } from '../policy.ts';
import { ok, type Result } from '../result.ts';
import type { Account, Lineage, NewAccount } from '../tree/account.ts';
import { type CannotChange, changed } from '../tree/change.ts';
import { type CannotOpen, openChild } from '../tree/open-child.ts';
import { asciiAddress, type EmailAddress } from '../values/email-address.ts';
import type { AccountAddress, AccountId, MembershipId, UserId } from '../values/ids.ts';
import { AccountName, type CompanyName, PersonName } from '../values/names.ts';
import type { PhoneNumber } from '../values/phone-number.ts';
import type { TimeZone } from '../values/time-zone.ts';

/** What a registered account is besides a node of the tree. */
export interface RegisterDetails {
  readonly firstName?: PersonName;
  readonly lastName?: PersonName;
  readonly companyName?: CompanyName;
  readonly mobilePhone?: PhoneNumber;
  readonly timeZone: TimeZone;
}

/** The register entry of a sub-account that signs in for itself. */
export interface AccountRegister extends RegisterDetails {
  readonly account: Account;
  /** Whom it was registered for. */
  readonly member: Membership;
}

export interface NewAccountRegister extends RegisterDetails {
  readonly account: NewAccount;
  /** Absent where the member is invited: an invitation is nobody's yet. */
  readonly user?: User;
  readonly member: NewMembership;
}

/** What is asked for, parsed, whichever way the password comes about. */
export interface RegisterEntry extends Omit<RegisterDetails, 'timeZone'> {
  /** The account's; where none is said the company, else the person, else the mailbox. */
  readonly name?: AccountName;
  readonly email: EmailAddress;
  /** Where none is said the parent's. */
  readonly timeZone?: TimeZone;
  readonly mayHaveSubAccounts: boolean;
}

/** How the first user gets in: with a password that was given, or by a link. */
export type MadeAccess =
  | {
      readonly passwordHash: string;
      /** Generated passwords lapse; chosen ones do not. */
      readonly lapsesAt?: Date;
    }
  | { readonly invitationHash: string };

/** What has to come from outside: ids, and the hash of the password or of the link's token. */
export interface MadeForRegister {
  readonly id: AccountId;
  readonly address: AccountAddress;
  readonly userId: UserId;
  readonly membershipId: MembershipId;
  readonly access: MadeAccess;
}

/**
 * Opens a registered account beneath the last of the lineage. A password was chosen by, or shown to,
 * somebody else: a *given* credential, which opens this account and no other.
 */
export const openRegister = (
  entry: RegisterEntry,
  made: MadeForRegister,
  parents: Lineage,
  parentTimeZone: TimeZone,
  policy: Policy,
  now: Date,
  imported?: ImportedStatus,
): Result<NewAccountRegister, CannotOpen> => {
  const { id, address } = made;
  const { name, email, mayHaveSubAccounts, timeZone = parentTimeZone, ...person } = entry;
  const opening = {
    id,
    address,
    kind: 'registered' as const,
    name: name ?? nameByDefault(entry),
    mayHaveSubAccounts,
    imported,
  };
  const opened = openChild(opening, parents, policy, now);
  if (!opened.ok) return opened;
  return ok({
    account: opened.value,
    ...person,
    timeZone,
    ...firstUser(userNamed(entry), email, made, policy, now),
  });
};

function firstUser(
  name: PersonName,
  email: EmailAddress,
  { id: accountId, userId, membershipId, access }: MadeForRegister,
  policy: Policy,
  now: Date,
): Pick<NewAccountRegister, 'user' | 'member'> {
  const roles = [firstUserRole];
  if ('invitationHash' in access) {
    const invitation = { id: membershipId, hash: access.invitationHash };
    return { member: invite(accountId, { name, email, roles }, invitation, policy, now) };
  }
  const { passwordHash: hash, ...lapsing } = access;
  const credential = { hash, origin: 'given' as const, accountId, generation: 1, ...lapsing };
  const place = { id: membershipId, accountId, name, email, roles, generation: 0 };
  return {
    user: { id: userId, email, credential },
    member: { ...place, status: 'active', userId },
  };
}

/** Who a registered account is for, as far as its name comes of that. */
type Named = Pick<RegisterEntry, 'firstName' | 'lastName' | 'companyName' | 'email'>;

/** What a registered account is called where no name is said: the company, the person, the mailbox. */
export const nameByDefault = ({ companyName, ...person }: Named): AccountName =>
  AccountName.parse(companyName ?? nameOf(person) ?? mailboxOf(person));

/** The user is a person: only one whose name is not known is called as the account is. */
const userNamed = (entry: RegisterEntry): PersonName =>
  PersonName.parse(nameOf(entry) ?? entry.name ?? mailboxOf(entry));

/** First and last name as one, within the rule of a name. */
const nameOf = ({ firstName, lastName }: Pick<Named, 'firstName' | 'lastName'>) => {
  const names = [firstName, lastName].filter((name) => name !== undefined);
  return names.length > 0 ? cut(names.join(' ')) : undefined;
};

const mailboxOf = ({ email }: Pick<Named, 'email'>): string => cut(asciiAddress(email));

const cut = (name: string): string => [...name].slice(0, 255).join('');

export interface RegisterCorrection {
  readonly name?: AccountName;
  /** Null takes it away, as with all that a register entry can be without. */
  readonly firstName?: PersonName | null;
  readonly lastName?: PersonName | null;
  readonly companyName?: CompanyName | null;
  readonly mobilePhone?: PhoneNumber | null;
  readonly timeZone?: TimeZone;
  readonly mayHaveSubAccounts?: boolean;
  /** The version that the correction was made from; another one now is stale. */
  readonly version?: number;
}

/** What was made can be corrected, part by part, until the account is closed. */
export const correctRegister = (
  { account: before, member, ...details }: AccountRegister,
  correction: RegisterCorrection,
  now: Date,
): Result<AccountRegister, CannotChange> => {
  const account = changed(before, correction.version, now);
  if (!account.ok) return account;
  const { name = before.name, mayHaveSubAccounts = before.mayHaveSubAccounts } = correction;
  return ok({
    account: { ...account.value, name, mayHaveSubAccounts },
    member,
    ...correctedDetails(details, correction),
  });
};

function correctedDetails(before: RegisterDetails, correction: RegisterCorrection) {
  const {
    firstName = before.firstName,
    lastName = before.lastName,
    companyName = before.companyName,
    mobilePhone = before.mobilePhone,
    timeZone = before.timeZone,
  } = correction;
  return {
    timeZone,
    ...(isGone(firstName) ? {} : { firstName }),
    ...(isGone(lastName) ? {} : { lastName }),
    ...(isGone(companyName) ? {} : { companyName }),
    ...(isGone(mobilePhone) ? {} : { mobilePhone }),
  };
}

const isGone = (value: unknown): value is null | undefined => value === null || value === undefined;
