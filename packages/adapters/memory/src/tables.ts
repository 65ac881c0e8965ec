import type {
  Account,
  AccountAddress,
  AccountId,
  AccountNumber,
  ApiKeyId,
  App,
  CustomerDetails,
  DeliveryState,
  Installation,
  KeptResult,
  Membership,
  MembershipId,
  MembershipNumber,
  PartnerDetails,
  PasswordReset,
  RegisterDetails,
  Session,
  StoredApiKey,
  StoredDelivery,
  StoredEvent,
  Tries,
  User,
  UserId,
} from '@tenantry/domain';
import { type Groups, groups } from './groups.ts';
import { type Table, table } from './table.ts';
import { type Lasting, type Windows, windows } from './windows.ts';

/** What an account is besides a node, and which membership was made with it. */
export interface WithMember<Details> {
  readonly details: Details;
  readonly memberId: MembershipId;
}

export type KeptUntil = KeptResult & Lasting;

export type OwedDelivery = StoredDelivery & {
  /** Since when it is owed, whatever failed in the meantime. */
  readonly owedAt: Date;
};

/** Everything that is stored. What is unique has a table of its own, keyed by what is unique. */
export interface Tables {
  readonly installation: Table<'installation', Installation>;

  readonly accounts: Table<AccountId, Account>;
  readonly accountsByNumber: Table<AccountNumber, AccountId>;
  readonly accountsByAddress: Table<AccountAddress, AccountId>;
  readonly accountsByName: Groups<string, AccountNumber>;
  readonly children: Groups<AccountId | 'masters', AccountId>;
  readonly accountsById: Groups<'all', AccountId>;

  readonly customers: Table<AccountId, CustomerDetails>;
  /** Whichever child has a reference as unique, by parent, name and value. */
  readonly references: Table<string, AccountId>;
  /** Whoever has a reference, by name and value. */
  readonly customersByReference: Groups<string, AccountId>;

  readonly partners: Table<AccountId, WithMember<PartnerDetails>>;
  /** By parent and name. */
  readonly partnersByName: Table<string, AccountId>;
  readonly partnersByReference: Table<string, AccountId>;

  readonly registers: Table<AccountId, WithMember<RegisterDetails>>;
  /** By a number of their own, in which their order is kept. */
  readonly apps: Table<number, App>;
  readonly appsById: Table<string, number>;
  /** By account and name. */
  readonly appsByName: Table<string, number>;
  readonly appsOf: Groups<AccountId, number>;

  readonly users: Table<UserId, User>;
  readonly usersByMailbox: Table<string, UserId>;
  readonly memberships: Table<MembershipId, Membership>;
  readonly membershipsByNumber: Table<MembershipNumber, MembershipId>;
  readonly membershipsByMailbox: Table<string, MembershipId>;
  readonly membershipsByUserName: Table<string, MembershipId>;
  /** By the hash of an invitation's token. */
  readonly membershipsByInvitation: Table<string, MembershipId>;
  readonly members: Groups<AccountId, MembershipNumber>;
  readonly membershipsOf: Groups<UserId, MembershipNumber>;
  readonly keys: Table<ApiKeyId, StoredApiKey>;
  readonly keysOf: Groups<AccountId, ApiKeyId>;
  readonly sessions: Windows<Session>;
  readonly resets: Windows<PasswordReset>;
  /** By the hash of their token. */
  readonly resetsByToken: Table<string, string>;
  readonly resetsOf: Groups<UserId, string>;
  readonly tries: Windows<Tries>;

  readonly deliveries: Table<string, OwedDelivery>;
  readonly deliveriesIn: Groups<DeliveryState | 'any', string>;
  /** Those that have ended: when a message was due last, then its id. */
  readonly deliveriesEnded: Groups<'all', string>;
  /** By what a message is about. */
  readonly deliveriesAbout: Groups<string, string>;
  readonly results: Windows<KeptUntil>;
  readonly events: Table<number, StoredEvent>;

  /** The highest that were given out; a unit that rolls back does not give them back. */
  readonly given: Given;
}

interface Given {
  account: number;
  app: number;
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
  accountsByName: groups(below?.accountsByName),
  children: groups(below?.children),
  accountsById: groups(below?.accountsById),
  customers: table(below?.customers),
  references: table(below?.references),
  customersByReference: groups(below?.customersByReference),
  partners: table(below?.partners),
  partnersByName: table(below?.partnersByName),
  partnersByReference: table(below?.partnersByReference),
  registers: table(below?.registers),
  apps: table(below?.apps),
  appsById: table(below?.appsById),
  appsByName: table(below?.appsByName),
  appsOf: groups(below?.appsOf),
  users: table(below?.users),
  usersByMailbox: table(below?.usersByMailbox),
  memberships: table(below?.memberships),
  membershipsByNumber: table(below?.membershipsByNumber),
  membershipsByMailbox: table(below?.membershipsByMailbox),
  membershipsByUserName: table(below?.membershipsByUserName),
  membershipsByInvitation: table(below?.membershipsByInvitation),
  members: groups(below?.members),
  membershipsOf: groups(below?.membershipsOf),
  keys: table(below?.keys),
  keysOf: groups(below?.keysOf),
  sessions: windows(below?.sessions),
  resets: windows(below?.resets),
  resetsByToken: table(below?.resetsByToken),
  resetsOf: groups(below?.resetsOf),
  tries: windows(below?.tries),
  deliveries: table(below?.deliveries),
  deliveriesIn: groups(below?.deliveriesIn),
  deliveriesEnded: groups(below?.deliveriesEnded),
  deliveriesAbout: groups(below?.deliveriesAbout),
  results: windows(below?.results),
  events: table(below?.events),
  given: below?.given ?? { account: 0, app: 0, membership: 0, event: 0, fence: 0 },
});

/** Moves what a layer holds into the tables below it, all at once: nothing here waits or fails. */
export const commitTables = (layer: Tables): void => {
  for (const part of partsOf(layer)) part.commit();
};

/** A layer that shows what stands at this moment, whatever is committed below. */
export const pinTables = (below: Tables): Tables => {
  const layer = openTables(below);
  for (const part of partsOf(layer)) part.pin();
  return layer;
};

export const unpinTables = (layer: Tables): void => {
  for (const part of partsOf(layer)) part.unpin();
};

const partsOf = ({ given: _, ...parts }: Tables) => Object.values(parts);
