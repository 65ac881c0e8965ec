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
  readonly user: User;
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

/** What has to come from outside: ids, and the hash of the password that was given. */
export interface MadeForRegister {
  readonly id: AccountId;
  readonly address: AccountAddress;
  readonly userId: UserId;
  readonly membershipId: MembershipId;
  readonly passwordHash: string;
  /** Generated passwords lapse; chosen ones do not. */
  readonly lapsesAt?: Date;
}

/**
 * Opens a registered account beneath the last of the lineage. Its password was chosen by, or shown
 * to, somebody else: a *given* credential, which opens this account and no other.
 */
export const openRegister = (
  entry: RegisterEntry,
  made: MadeForRegister,
  parents: Lineage,
  parentTimeZone: TimeZone,
  policy: Policy,
  now: Date,
): Result<NewAccountRegister, CannotOpen> => {
  const { id, address, userId, lapsesAt } = made;
  const { name, email, mayHaveSubAccounts, timeZone = parentTimeZone, ...person } = entry;
  const opening = {
    id,
    address,
    kind: 'registered' as const,
    name: name ?? AccountName.parse(person.companyName ?? personOf(entry)),
    mayHaveSubAccounts,
  };
  const opened = openChild(opening, parents, policy, now);
  if (!opened.ok) return opened;
  return ok({
    account: opened.value,
    ...person,
    timeZone,
    user: {
      id: userId,
      email,
      credential: {
        hash: made.passwordHash,
        origin: 'given',
        accountId: id,
        generation: 1,
        ...(lapsesAt === undefined ? {} : { lapsesAt }),
      },
    },
    member: {
      id: made.membershipId,
      accountId: id,
      name: PersonName.parse(name ?? personOf(entry)),
      email,
      roles: [firstUserRole],
      generation: 0,
      status: 'active',
      userId,
    },
  });
};

/** First and last name as one, or the mailbox where there is no name; within the rule of a name. */
const personOf = ({ firstName, lastName, email }: RegisterEntry): string => {
  const names = [firstName, lastName].filter((name) => name !== undefined);
  return [...(names.length > 0 ? names.join(' ') : asciiAddress(email))].slice(0, 255).join('');
};

export interface RegisterCorrection extends Partial<RegisterDetails> {
  readonly name?: AccountName;
  readonly mayHaveSubAccounts?: boolean;
  readonly version?: number;
}

export const correctRegister = (
  register: AccountRegister,
  correction: RegisterCorrection,
  now: Date,
): Result<AccountRegister, CannotChange> => {
  const { name, mayHaveSubAccounts, version, ...details } = correction;
  const account = changed(register.account, version, now);
  if (!account.ok) return account;
  return ok({
    ...register,
    ...details,
    account: {
      ...account.value,
      name: name ?? account.value.name,
      mayHaveSubAccounts: mayHaveSubAccounts ?? account.value.mayHaveSubAccounts,
    },
  });
};
