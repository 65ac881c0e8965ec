import type { NewMembership } from '../access/membership.ts';
import type { User } from '../access/user.ts';
import type { Taken } from '../errors.ts';
import { firstUserRole, type Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import type { Account, Lineage, NewAccount } from '../tree/account.ts';
import { type CannotChange, changed } from '../tree/change.ts';
import { type CannotOpen, openChild } from '../tree/open-child.ts';
import type { AccountAddress, AccountId, MembershipId, UserId } from '../values/ids.ts';
import { AccountName, type AppName, type CompanyName, type PersonName } from '../values/names.ts';
import type { PhoneNumber } from '../values/phone-number.ts';
import { comparable } from '../values/text.ts';
import type { TimeZone } from '../values/time-zone.ts';
import type { Registration } from './command.ts';

/** What a registered account is besides a node of the tree. */
export interface RegisterDetails {
  readonly firstName: PersonName;
  readonly lastName: PersonName;
  readonly companyName?: CompanyName;
  readonly mobilePhone?: PhoneNumber;
  readonly timeZone: TimeZone;
}

/** Something that a registered account runs; its name is the only one in that account. */
export interface App {
  readonly id: string;
  readonly name: AppName;
  readonly createdAt: Date;
}

/** The register entry of a sub-account that signs in for itself, and the apps that it owns. */
export interface AccountRegister extends RegisterDetails {
  readonly account: Account;
  readonly apps: readonly App[];
}

export interface NewAccountRegister extends RegisterDetails {
  readonly account: NewAccount;
  readonly user: User;
  readonly member: NewMembership;
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
 * Registers an account beneath the last of the lineage. Its password was chosen by, or shown to,
 * somebody else: a *given* credential, which opens this account and no other.
 */
export const registerAccount = (
  command: Registration,
  made: MadeForRegister,
  parents: Lineage,
  policy: Policy,
  now: Date,
): Result<NewAccountRegister, CannotOpen> => {
  const { id, address, userId } = made;
  const { firstName, lastName, companyName, mobilePhone, timeZone, email, mayHaveSubAccounts } =
    command;
  const name = AccountName.parse(
    companyName ?? [...`${firstName} ${lastName}`].slice(0, 255).join(''),
  );
  const opening = { id, address, kind: 'registered' as const, name, mayHaveSubAccounts };
  const opened = openChild(opening, parents, policy, now);
  if (!opened.ok) return opened;
  const { lapsesAt } = made;
  return ok({
    account: opened.value,
    firstName,
    lastName,
    ...(companyName === undefined ? {} : { companyName }),
    ...(mobilePhone === undefined ? {} : { mobilePhone }),
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
      name: firstName,
      email,
      roles: [firstUserRole],
      status: 'active',
      userId,
    },
  });
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

/** As many apps as wanted, each under a name of its own. */
export const addApp = (
  register: AccountRegister,
  app: App,
): Result<AccountRegister, Taken<'AppNameTaken'>> =>
  register.apps.some(({ name }) => comparable(name) === comparable(app.name))
    ? err({ kind: 'AppNameTaken', path: ['name'] })
    : ok({ ...register, apps: [...register.apps, app] });
