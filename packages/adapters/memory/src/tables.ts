import type {
  Account,
  AccountAddress,
  AccountId,
  AccountNumber,
  ApiKeyId,
  CustomerDetails,
  Installation,
  KeptResult,
  Membership,
  MembershipId,
  MembershipNumber,
  NewDelivery,
  StoredApiKey,
  StoredEvent,
  User,
  UserId,
} from '@tenantry/domain';
import { type Groups, groups } from './groups.ts';
import { type Table, table } from './table.ts';

/** A message that is still owed. */
export interface Owed {
  readonly delivery: NewDelivery;
  /** How often sending it has failed, as its settlements told. */
  readonly attempts: number;
  readonly fence: number;
  readonly leasedUntil?: Date;
}

/** Everything that is stored. What is unique has a table of its own, keyed by what is unique. */
export interface Tables {
  readonly installation: Table<'installation', Installation>;

  readonly accounts: Table<AccountId, Account>;
  readonly accountsByNumber: Table<AccountNumber, AccountId>;
  readonly accountsByAddress: Table<AccountAddress, AccountId>;
  readonly children: Groups<AccountId | 'masters', AccountId>;
  readonly customers: Table<AccountId, CustomerDetails>;
  /** Whichever child has a reference as unique, by parent, name and value. */
  readonly references: Table<string, AccountId>;

  readonly users: Table<UserId, User>;
  readonly usersByMailbox: Table<string, UserId>;
  readonly memberships: Table<MembershipId, Membership>;
  readonly membershipsByNumber: Table<MembershipNumber, MembershipId>;
  readonly membershipsByMailbox: Table<string, MembershipId>;
  readonly membershipsByUserName: Table<string, MembershipId>;
  readonly members: Groups<AccountId, MembershipNumber>;
  readonly keys: Table<ApiKeyId, StoredApiKey>;

  readonly deliveries: Table<string, Owed>;
  readonly results: Table<string, KeptResult>;
  readonly events: Table<number, StoredEvent>;

  /** The highest that were given out; a unit that rolls back does not give them back. */
  readonly given: Given;
}

interface Given {
  account: number;
  membership: number;
  event: number;
  fence: number;
}

/** Empty tables, or a layer over others. */
export const openTables = (below?: Tables): Tables => ({
  installation: table(below?.installation),
  accounts: table(below?.accounts),
  accountsByNumber: table(below?.accountsByNumber),
  accountsByAddress: table(below?.accountsByAddress),
  children: groups(below?.children),
  customers: table(below?.customers),
  references: table(below?.references),
  users: table(below?.users),
  usersByMailbox: table(below?.usersByMailbox),
  memberships: table(below?.memberships),
  membershipsByNumber: table(below?.membershipsByNumber),
  membershipsByMailbox: table(below?.membershipsByMailbox),
  membershipsByUserName: table(below?.membershipsByUserName),
  members: groups(below?.members),
  keys: table(below?.keys),
  deliveries: table(below?.deliveries),
  results: table(below?.results),
  events: table(below?.events),
  given: below?.given ?? { account: 0, membership: 0, event: 0, fence: 0 },
});

/** Moves what a layer holds into the tables below it, all at once: nothing here waits or fails. */
export const commitTables = ({ given: _, ...layer }: Tables): void => {
  for (const part of Object.values(layer)) part.commit();
};
