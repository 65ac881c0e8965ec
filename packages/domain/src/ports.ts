/**
 * Every port that the application drives. An adapter is a function of its resources that returns
 * one of these; `MUST` marks the duties that the contracts in `@tenantry/testing` check.
 *
 * Faults (a lost database, a bug) are thrown with their `cause`. Whatever a caller can act on is
 * returned.
 */
import type { StoredApiKey } from './access/api-key.ts';
import type { Reach } from './access/caller.ts';
import type { Membership, NewMembership } from './access/membership.ts';
import type { User } from './access/user.ts';
import type { Customer, NewCustomer } from './customer/customer.ts';
import type { Later, TakenKind } from './errors.ts';
import type { KeptResult } from './idempotency/kept-result.ts';
import type { Claim, Delivery, Letter, NewDelivery, Settlement } from './mail/delivery.ts';
import type { Policy } from './policy.ts';
import type { Result } from './result.ts';
import type { Account, AccountKind, AccountStatus, Lineage, NewAccount } from './tree/account.ts';
import type { NewEvent, StoredEvent } from './tree/event.ts';
import type { AccountId, AccountRef, ApiKeyId, MembershipId } from './values/ids.ts';
import type { Secret } from './values/secret.ts';

/** Where everything is kept: one store, whole units of work. */
export interface Persistence {
  /**
   * Runs `work` as one unit: commits when it answers ok, rolls back when it answers an error or
   * throws. What was handed to `work` MUST throw once the unit has settled. A commit that is not
   * known to have happened MUST NOT be answered as ok.
   *
   * `work` MUST be re-runnable, and MUST NOT wait for anything but the unit: hash and send
   * outside. A nested `transact` MUST throw at once. After a repository has answered a conflict,
   * or thrown, the unit is spent: any further call MUST throw, and the unit MUST NOT commit, also
   * where `work` catches the fault. A row that names another which does not exist is a fault.
   *
   * Answers `Unavailable` when the store stays locked, is full or cannot be reached, with nothing
   * done.
   */
  transact<T, E>(
    work: (unit: Unit) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | Later<'Unavailable'>>>;

  /**
   * Reads committed data alone. MUST NOT wait for a unit that writes. `work` MUST be re-runnable.
   * Throws once the store is closed, and where it cannot be read.
   */
  read<T>(work: (view: View) => Promise<T>): Promise<T>;

  /** Releases files, connections and timers; waits for units that run. Twice is fine. */
  close(): Promise<void>;
}

export interface View {
  readonly accounts: AccountReads;
  readonly access: AccessReads;
  readonly records: RecordReads;
}

export interface Unit {
  readonly accounts: AccountReads & AccountWrites;
  readonly access: AccessReads & AccessWrites;
  readonly deliveries: Deliveries;
  readonly records: RecordReads & RecordWrites;
}

/** A unique value is in use: which, and for a list the place in it. */
export interface Conflict<What extends string = TakenKind> {
  readonly taken: What;
  readonly index?: number;
}

export interface PageRequest<Cursor> {
  /** Only what comes after this one; from the beginning without it. */
  readonly after?: Cursor;
  /** A whole number of 1 or more. */
  readonly limit: number;
}

/**
 * The tree and its aggregates. Every read takes the caller's reach and MUST answer for an account
 * outside it exactly as for one that does not exist.
 */
export interface AccountReads {
  find(reach: Reach, ref: AccountRef): Promise<Account | undefined>;

  /** The account and all above it, root first, also those above the reach. */
  lineage(reach: Reach, ref: AccountRef): Promise<Lineage | undefined>;

  /**
   * Statuses alone, for the effective status of accounts that were found within a reach; ids that
   * do not exist are left out.
   */
  statuses(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, AccountStatus>>;

  /** The accounts directly beneath one, by id. */
  children(reach: Reach, of: AccountId, page: PageRequest<AccountId>): Promise<readonly Account[]>;

  /**
   * The account and all beneath it, or those of one kind: parents before their children, the
   * children of one parent by id.
   */
  subtree(
    reach: Reach,
    of: AccountId,
    page: PageRequest<Account> & { readonly kind?: AccountKind },
  ): Promise<readonly Account[]>;

  /** The master accounts, by id; none for a reach that is not the whole installation. */
  masters(reach: Reach): Promise<readonly Account[]>;

  /** A customer, with its members in the order in which they came to be. */
  findCustomer(reach: Reach, ref: AccountRef): Promise<Customer | undefined>;
}

export interface AccountWrites {
  /**
   * As `lineage`; besides, until the unit ends no other unit MUST be able to suspend or close any
   * account on it.
   */
  holdLineage(reach: Reach, ref: AccountRef): Promise<Lineage | undefined>;

  /** MUST give a number that is unique among accounts, and conflict on an address in use. */
  addMaster(account: NewAccount): Promise<Result<Account, Conflict<'AddressTaken'>>>;

  /**
   * Stores a customer whole: the node, its details, its members. MUST give the numbers; MUST
   * conflict on an address in use, and on a reference whose name is among `uniqueReferenceNames`
   * and whose value another child of the same parent was stored with as unique under that name
   * (compared in NFC): `index` is the reference's place.
   */
  addCustomer(
    customer: NewCustomer,
  ): Promise<Result<Customer, Conflict<'AddressTaken' | 'ReferenceTaken'>>>;
}

/** Users, memberships, credentials and keys. */
export interface AccessReads {
  /** The key and the lineage of its account. Authentication comes before any reach. */
  findKey(id: ApiKeyId): Promise<KeyFound | undefined>;

  /** A membership and the lineage of its account, for mail that is owed to it. */
  findMembership(id: MembershipId): Promise<MembershipFound | undefined>;
}

export interface KeyFound {
  readonly key: StoredApiKey;
  readonly lineage: Lineage;
}

export interface MembershipFound {
  readonly membership: Membership;
  readonly lineage: Lineage;
}

export interface AccessWrites {
  /** MUST conflict on a canonical e-mail that any user of the installation has. */
  addUser(user: User): Promise<Result<void, Conflict<'EmailTaken'>>>;

  /**
   * MUST give a number that is unique among memberships; MUST conflict on a canonical e-mail that
   * another membership of the account has, and on a user name (NFC, lower case) in use anywhere.
   */
  addMembership(
    membership: NewMembership,
  ): Promise<Result<Membership, Conflict<'EmailTaken' | 'UserNameTaken'>>>;

  addKey(key: StoredApiKey): Promise<void>;
}

/** The outbox: mail that a committed change owes. */
export interface Deliveries {
  add(deliveries: readonly NewDelivery[]): Promise<void>;

  /**
   * Takes up to `limit` messages that are due and not under a live lease, those that failed least
   * often first, and puts them under a lease until `claim.until` with a fence higher than any
   * before. A claim is no failure: `attempts` stays.
   */
  claim(claim: Claim): Promise<readonly Delivery[]>;

  /**
   * Writes how a claimed message ended. Answers false, and changes nothing, when its fence is no
   * longer the highest: another relay has it.
   */
  settle(settlement: Settlement): Promise<boolean>;
}

/** What the installation knows of itself, and its append-only history. */
export interface RecordReads {
  installation(): Promise<Installation | undefined>;

  /** The result kept under one of these lookups that has not lapsed at `now`. */
  findResult(lookups: readonly string[], now: Date): Promise<KeptResult | undefined>;

  /**
   * Events of accounts within the reach, in the order of their positions. MUST NOT serve an event
   * while one with a lower position may still be committed.
   */
  events(reach: Reach, page: PageRequest<number>): Promise<readonly StoredEvent[]>;
}

export interface RecordWrites {
  /** MUST conflict when there is one. */
  addInstallation(installation: Installation): Promise<Result<void, Conflict<'Installation'>>>;

  /** Puts another check in place of the installation's; a fault where there is no installation. */
  setSecretCheck(secretCheck: string): Promise<void>;

  /** MUST conflict on a lookup in use, and MUST replace one that has lapsed at `now`. */
  addResult(result: KeptResult, now: Date): Promise<Result<void, Conflict<'Result'>>>;

  addEvent(event: NewEvent): Promise<void>;
}

/** The one row of an installation. */
export interface Installation {
  readonly policy: Policy;
  /** Tells the installation's secret from another without giving it away. */
  readonly secretCheck: string;
  readonly createdAt: Date;
}

/**
 * Gives a message to whoever carries it on. MUST send to `letter.to.address` and no other, and
 * MUST answer within half a minute: another relay takes the message over after a minute.
 */
export interface Mailer {
  send(letter: Letter): Promise<MailOutcome>;
  close(): Promise<void>;
}

/** `refused` will be refused again (an address that does not exist); `failed` may go through. */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' | 'failed'; readonly reason: string };

/** Slow on purpose, through a bounded queue: `Busy` when that is full. */
export interface PasswordHasher {
  /** MUST salt: equal passwords have different hashes. */
  hash(password: Secret): Promise<Result<string, Later<'Busy'>>>;
  /**
   * MUST cost as much as a verification whatever the hash; a hash that is not one of its own, or
   * demands more than a bound, is false.
   */
  verify(password: string, hash: string): Promise<Result<boolean, Later<'Busy'>>>;
}

export interface Clock {
  now(): Date;
}

export interface Ids {
  /** A UUID, lower case; each sorts after those made before it by the same process. */
  uuid(): string;
  /** A DNS label, valid as an `AccountAddress`, that nobody can guess anything from. */
  address(): string;
}

/** What a derived text is for; texts of different purposes have nothing in common. */
export type SecretPurpose = 'check' | 'invitation' | 'idempotency';

export interface Secrets {
  /** Bytes that cannot be foreseen. */
  random(length: number): Uint8Array;
  /** SHA-256 of the text's UTF-8, in base64url. */
  digest(text: string): string;
  /**
   * HMAC-SHA-256 of the message under a key derived from the purpose, in base64url: one for each
   * secret of the installation, the newest first. Throws where no secret was given.
   */
  derive(purpose: SecretPurpose, message: string): readonly [string, ...string[]];
  /** AES-256-GCM under a key derived from the newest secret, the purpose and the salt. */
  seal(purpose: SecretPurpose, salt: string, text: string): string;
  /** The text again, whichever of the secrets sealed it; undefined when none did. */
  unseal(purpose: SecretPurpose, salt: string, sealed: string): string | undefined;
}

/**
 * What the application tells its surroundings. No value of a command goes here; but a fact named
 * `fault` is what was thrown, as it is, and its message is its thrower's: show of it what you may.
 */
export interface Telemetry {
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, facts?: TelemetryFacts): void;
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}

export type TelemetryFacts = Readonly<Record<string, unknown>>;

export interface Ports {
  readonly persistence: Persistence;
  readonly mailer: Mailer;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secrets: Secrets;
  /** Silent without it. */
  readonly telemetry?: Telemetry;
}
