import type { Account, AccountRegister, App, Customer, Partner, Secrets } from '@tenantry/domain';

/** What a store is to hold; everything may be left out. */
export interface Plan {
  /** The name of the master account; `Example Platform` where nothing is said. */
  readonly master?: string;
  /** Customers beneath the master account, and beneath each customer above the last level: 3. */
  readonly customers?: number;
  /** Levels of customers beneath the master account: 1. Three customers on two levels are 3 + 9. */
  readonly depth?: number;
  /** People who are invited to each customer: 1. */
  readonly users?: number;
  /** Partners beneath the master account: 1. */
  readonly partners?: number;
  /** Registered accounts beneath the master account, which may have sub-accounts: 1. */
  readonly registers?: number;
  /** Apps of each registered account: 1. */
  readonly apps?: number;
  /** Which names, ids, mailboxes and secrets are invented; no two seeds have one in common: 1. */
  readonly seed?: number;
  /** When all of it was made; the first moment of 2025 (UTC) where nothing is said. */
  readonly now?: Date;
  /**
   * Those of the application that will send mail: with them each person who is invited is owed a
   * letter with a link that works. Without them people stand invited, and were sent nothing yet.
   */
  readonly secrets?: Secrets;
}

/** Somebody who can sign in. */
export interface SeededUser {
  readonly email: string;
  readonly password: string;
}

/** What was made. */
export interface Seeded {
  readonly master: Account;
  /** The text of an API key of the master account, which may do everything. */
  readonly key: string;
  /** Who manages the master account; the mailbox is the user name, too. */
  readonly user: SeededUser;
  /** Parents before their children. */
  readonly customers: readonly Customer[];
  readonly partners: readonly Partner[];
  readonly registers: readonly (SeededUser & { readonly register: AccountRegister })[];
  readonly apps: readonly App[];
  /** All accounts, parents before their children; the first is the master account. */
  readonly accounts: readonly Account[];
}

/** How many accounts one plan may make. */
const most = 10_000;

/** Throws a RangeError for counts that are none, or that are more than a test has use for. */
export const counted = ({
  customers = 3,
  depth = 1,
  users = 1,
  partners = 1,
  registers = 1,
  apps = 1,
  seed = 1,
}: Plan) => {
  const counts = { customers, depth, users, partners, registers, apps, seed };
  for (const [name, count] of Object.entries(counts))
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`${name} must be a whole number of 0 or more`);
  let accounts = 1 + partners + registers;
  for (let level = 1, onLevel = 1; level <= depth && accounts <= most; level++) {
    onLevel *= customers;
    accounts += onLevel;
  }
  if (accounts > most || users > 100)
    throw new RangeError(`no more than ${most} accounts, with 100 users each, are made at once`);
  return counts;
};
