import type {
  Account,
  AccountId,
  App,
  CustomerDetails,
  Installation,
  KeptResult,
  Membership,
  MembershipId,
  PartnerDetails,
  PasswordReset,
  RegisterDetails,
  Session,
  StoredApiKey,
  StoredDelivery,
  StoredEvent,
  Tries,
  User,
} from '@tenantry/domain';

/**
 * Everything that is kept: lists of rows, each in the order in which they came to be. A unit changes
 * a copy of it; the one that is committed is never changed, so whoever reads it has a snapshot.
 *
 * Whoever looks for a row looks through the list: each unit writes the whole file anyway.
 */
export interface State {
  /** Tells a file of this store from others, and from what later versions may write. */
  readonly format: 1;
  readonly given: Given;
  installation?: Installation;
  accounts: Account[];
  customers: CustomerRow[];
  partners: MemberedRow<PartnerDetails>[];
  registers: MemberedRow<RegisterDetails>[];
  apps: App[];
  users: User[];
  memberships: Membership[];
  keys: StoredApiKey[];
  sessions: Session[];
  resets: PasswordReset[];
  tries: TriesRow[];
  deliveries: OwedDelivery[];
  results: KeptResult[];
  events: StoredEvent[];
}

/** The highest numbers that were given out. */
export interface Given {
  account: number;
  membership: number;
  position: number;
  fence: number;
}

export interface CustomerRow extends CustomerDetails {
  readonly accountId: AccountId;
  /** What it was stored with as unique among the children of its parent. */
  readonly uniqueKeys: readonly string[];
}

/** What an account is besides a node, and the member that came with it. */
export interface MemberedRow<Details> {
  readonly accountId: AccountId;
  readonly details: Details;
  readonly memberId: MembershipId;
}

export type OwedDelivery = StoredDelivery & {
  /** Since when it is owed, whatever failed in the meantime. */
  readonly owedAt: Date;
};

export interface TriesRow extends Tries {
  readonly lookup: string;
}

export const emptyState = (): State => ({
  format: 1,
  given: { account: 0, membership: 0, position: 0, fence: 0 },
  accounts: [],
  customers: [],
  partners: [],
  registers: [],
  apps: [],
  users: [],
  memberships: [],
  keys: [],
  sessions: [],
  resets: [],
  tries: [],
  deliveries: [],
  results: [],
  events: [],
});

interface Identified {
  readonly id: string;
}

/** Adds a row to a list. An id that is stored already is a fault. */
export const add = <Row extends Identified>(rows: Row[], row: Row): Row => {
  if (rows.some(({ id }) => id === row.id)) throw new Error(`${row.id} is stored already`);
  rows.push(row);
  return row;
};

/** Puts a row in the place of the one with its id. */
export const replace = <Row extends Identified>(rows: Row[], row: Row): void => {
  rows[rows.findIndex(({ id }) => id === row.id)] = row;
};

/** A row that something else names. A fault where there is none. */
export const existing = <Row extends Identified>(rows: readonly Row[], id: Row['id']): Row => {
  const row = rows.find((other) => other.id === id);
  if (row === undefined) throw new Error(`${id} does not exist`);
  return row;
};
