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
import type { PasswordReset } from './access/password-reset.ts';
import type { Session } from './access/session.ts';
import type { TokenClaims } from './access/token.ts';
import type { Tries } from './access/tries.ts';
import type { Credential, User } from './access/user.ts';
import type { AccountRegister, NewAccountRegister } from './account-register/account-register.ts';
import type { App } from './account-register/app.ts';
import type { CorrectedCustomer, Customer, NewCustomer } from './customer/customer.ts';
import type { Later, TakenKind } from './errors.ts';
import type { HostTransaction } from './host-transaction.ts';
import type { KeptResult } from './idempotency/kept-result.ts';
import type {
  Claim,
  Delivery,
  DeliveryState,
  EndedMail,
  Letter,
  NewDelivery,
  Settlement,
  StoredDelivery,
} from './mail/delivery.ts';
import type { NewPartner, Partner } from './partner/partner.ts';
import type { Policy } from './policy.ts';
import type { Result } from './result.ts';
import type { Account, AccountKind, AccountStatus, Lineage, NewAccount } from './tree/account.ts';
import type { NewEvent, StoredEvent } from './tree/event.ts';
import type { EmailAddress } from './values/email-address.ts';
import type {
  AccountAddress,
  AccountId,
  AccountRef,
  ApiKeyId,
  MembershipId,
  MembershipNumber,
  MembershipRef,
  UserId,
} from './values/ids.ts';
import type { UserName } from './values/names.ts';
import type { Secret } from './values/secret.ts';

/**
 * Where everything is kept: one store, whole units of work. What is handed in and what is handed out
 * are copies: whoever changes one afterwards MUST NOT change what is stored. At the very moment for
 * which something is due, or at which it lapses or ends, it is due, has lapsed or is over.
 */
export interface Persistence {
  /**
   * Runs `work` as one unit: commits when it answers ok, rolls back when it answers an error or
   * throws. MUST answer what `work` answered, with all its members, and throw what `work` threw.
   * What was handed to `work` MUST throw once the unit has settled. A commit that is not known to
   * have happened MUST NOT be answered as ok.
   *
   * `work` MUST be re-runnable, and MUST NOT wait for anything but the unit: hash and send
   * outside. A nested `transact` MUST throw at once; what a unit left behind may begin another once
   * it has settled. After a repository has answered a conflict, or thrown, the unit is spent: any
   * further call MUST throw, and the unit MUST NOT commit, also where `work` catches the fault. A row
   * that names another which does not exist is a fault.
   *
   * Answers `Unavailable` when the store stays locked, is full or cannot be reached, with nothing
   * done; and where it was lost at the very commit, which may stand: `work` MUST NOT run again then.
   */
  transact<T, E>(
    work: (unit: Unit) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | Later<'Unavailable'>>>;

  /**
   * Reads committed data alone, all of it as it stood at one moment: whatever is committed while
   * `work` runs MUST NOT be seen by it. MUST NOT wait for a unit that writes. `work` MUST be
   * re-runnable. MUST throw what `work` threw; what was handed to `work` MUST throw once the read is
   * over. Throws `StoreUnavailable` where the store cannot be read just now, and once it is closed.
   *
   * `once` promises that `work` asks one question, and waits for nothing before: a store may then do
   * without what makes several see one moment, and throw at a second one.
   */
  read<T>(work: (view: View) => Promise<T>, asks?: 'once'): Promise<T>;

  /**
   * This store inside a transaction that a host has begun and will end: a unit is a part of it that
   * is kept or undone by itself, and what a unit has done is committed, or not, with the rest. Reads
   * see what the transaction has written. Units of one transaction MUST run one after another.
   *
   * MUST NOT begin, commit or roll back what it did not begin; MUST throw, with nothing written,
   * where the transaction is over, has failed, is of another dialect than the store, or where the
   * store knows no transactions of hosts.
   */
  within(transaction: HostTransaction): Pick<Persistence, 'transact' | 'read'>;

  /**
   * Releases files, connections and timers; waits for units that run. Twice is fine. Afterwards
   * `transact` and `read` MUST throw, and begin nothing.
   */
  close(): Promise<void>;
}

export interface View {
  readonly accounts: AccountReads;
  readonly access: AccessReads;
  readonly deliveries: DeliveryReads;
  readonly records: RecordReads;
}

export interface Unit {
  readonly accounts: AccountReads & AccountWrites;
  readonly access: AccessReads & AccessWrites;
  readonly deliveries: DeliveryReads & Deliveries;
  readonly records: RecordReads & RecordWrites;
}

/**
 * A unique value is in use: which, and for a list the place in it; `also` names the others that are
 * in use besides.
 */
export interface Conflict<What extends string = TakenKind> {
  readonly taken: What;
  readonly index?: number;
  readonly also?: readonly What[];
}

export interface PageRequest<Cursor> {
  /** Only what comes after this one; from the beginning without it. */
  readonly after?: Cursor;
  /** A whole number of 1 or more. */
  readonly limit: number;
}

/** A part of a list that is counted: so many after the first so many. */
export interface Slice {
  /** A whole number of 0 or more. */
  readonly skip: number;
  /** A whole number of 1 or more. */
  readonly limit: number;
}

export interface Sliced<T> {
  /** Of the whole list. */
  readonly total: number;
  readonly items: readonly T[];
}

/**
 * The tree and its aggregates. Every read takes the caller's reach and MUST answer for an account
 * outside it exactly as for one that does not exist. Accounts of every status are found and listed,
 * each with its own, whatever is above it.
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

  /** The accounts in the reach that fit the filter in all its parts, by id. */
  search(reach: Reach, page: PageRequest<AccountId> & AccountFilter): Promise<readonly Account[]>;

  /** The master accounts, by id; none for a reach that is not the whole installation. */
  masters(reach: Reach): Promise<readonly Account[]>;

  findByAddress(reach: Reach, address: AccountAddress): Promise<Account | undefined>;

  /** Accounts of these kinds that have this name (compared in NFC), by number, at most `limit`. */
  named(
    reach: Reach,
    name: string,
    kinds: readonly AccountKind[],
    limit: number,
  ): Promise<readonly Account[]>;

  /** A customer, with its members in the order in which they came to be. */
  findCustomer(reach: Reach, ref: AccountRef): Promise<Customer | undefined>;

  findPartner(reach: Reach, ref: AccountRef): Promise<Partner | undefined>;

  /**
   * The partners in the reach, by number; or those of them whose id or number is `named.ref`, or
   * whose name or reference is `named.text` (compared in NFC).
   */
  partners(reach: Reach, slice: Slice & { readonly named?: Named }): Promise<Sliced<Partner>>;

  findRegister(reach: Reach, ref: AccountRef): Promise<AccountRegister | undefined>;

  /** The registered accounts directly beneath one, by number. */
  registers(reach: Reach, of: AccountId, slice: Slice): Promise<Sliced<AccountRegister>>;

  /** The apps of an account, in the order in which they came to be. */
  apps(reach: Reach, of: AccountId, slice: Slice): Promise<Sliced<App>>;
}

/** Which accounts are looked for; a part that is absent leaves the choice open. */
export interface AccountFilter {
  /** Customers that have an external reference of this name and value (both compared in NFC). */
  readonly reference?: { readonly name: string; readonly value: string };
  readonly kind?: AccountKind;
  /** Their own, whatever is above them. */
  readonly status?: AccountStatus;
}

/** How a partner may be named: `ref` where the text can be read as an id or a number. */
export interface Named {
  readonly text: string;
  readonly ref?: AccountRef;
}

export interface AccountWrites {
  /**
   * As `lineage`; besides, until the unit ends no other unit MUST be able to suspend or close any
   * account on it.
   */
  holdLineage(reach: Reach, ref: AccountRef): Promise<Lineage | undefined>;

  /**
   * As `holdLineage`, for whoever will change the account itself: besides, this MUST wait for every
   * other unit that holds the account in a lineage, and until the unit ends no other unit MUST be
   * able to hold it. What the unit reads afterwards MUST be what those units left.
   */
  holdForChange(reach: Reach, ref: AccountRef): Promise<Lineage | undefined>;

  /** MUST give a number that is unique among accounts, and conflict on an address in use. */
  addMaster(account: NewAccount): Promise<Result<Account, Conflict<'AddressTaken'>>>;

  /**
   * Stores a customer whole: the node, its details, its members. MUST give the numbers; MUST
   * conflict on an address in use, and on a reference whose name is among `uniqueReferenceNames`
   * and whose value another child of the same parent was stored with as unique under that name
   * (compared in NFC): `index` is the reference's place. What its members conflict with is a fault.
   */
  addCustomer(
    customer: NewCustomer,
  ): Promise<Result<Customer, Conflict<'AddressTaken' | 'ReferenceTaken'>>>;

  /**
   * Puts a customer's name, workflows, configurations and references, with its account's version and
   * time of update, in the place of those of the version before it; all else, its members too, MUST
   * stay as it is. MUST conflict with `VersionStale`, before anything else, where the stored version
   * is not the one before; then on a reference as `addCustomer`. Hold the account for change before.
   */
  saveCustomer(
    customer: CorrectedCustomer,
  ): Promise<Result<void, Conflict<'ReferenceTaken'> | Conflict<'VersionStale'>>>;

  /**
   * Stores a partner whole: the node, its details, its contact's membership. MUST give the numbers;
   * MUST conflict, looking in this order, on an address in use, on a name that another partner
   * beneath the same parent has, on a reference that any partner has, and on a user name in use
   * (all but the address compared in NFC, the user name in lower case besides). The conflict names
   * all of these that are in use: the first as `taken`, the others, in the same order, in `also`,
   * which is absent where there are none. An address in use is answered alone.
   */
  addPartner(partner: NewPartner): Promise<Result<Partner, Conflict<PartnerTaken>>>;

  /**
   * Puts a partner, with its account and its contact's membership, in the place of the version
   * before it. MUST conflict with `VersionStale`, before anything else, where the stored version is
   * not the one before, alone; then as `addPartner`, on all that others have, its contact's mailbox
   * in the account as the last. What cannot be corrected (ids,
   * numbers, address, kind, ancestors) MUST stay as it is. Hold the account for change before.
   */
  savePartner(
    partner: Partner,
  ): Promise<
    Result<
      Partner,
      Conflict<Exclude<PartnerTaken, 'AddressTaken'> | 'EmailTaken'> | Conflict<'VersionStale'>
    >
  >;

  /**
   * Stores a registered account whole: the node, its entry, its membership, and the user who holds
   * that where it is not an invitation. MUST give the numbers; MUST conflict on an address in use,
   * then, where there is a user, on a canonical e-mail that any user of the installation has.
   */
  addRegister(
    register: NewAccountRegister,
  ): Promise<Result<AccountRegister, Conflict<'AddressTaken' | 'EmailTaken'>>>;

  /**
   * Puts a register entry's own details, with its account's name, leave to have sub-accounts, version
   * and time of update, in the place of those of the version before it; all else, its member too, MUST
   * stay as it is. MUST conflict where the stored version is not the one before. Hold the account for
   * change before.
   */
  saveRegister(register: AccountRegister): Promise<Result<void, Conflict<'VersionStale'>>>;

  /**
   * Puts name, default role (none where it is absent), version and time of update of a master account
   * in the place of those before; all else MUST stay as it is. MUST conflict where the stored version
   * is not the one before. Hold the account for change before.
   */
  saveMaster(account: Account): Promise<Result<void, Conflict<'VersionStale'>>>;

  /**
   * Puts status, version and time of update of an account in the place of those before; all else
   * MUST stay as it is. MUST conflict where the stored version is not the one before. Hold the account
   * for change before.
   */
  saveStatus(account: Account): Promise<Result<void, Conflict<'VersionStale'>>>;

  /** MUST conflict on a name (compared in NFC) that another app of the account has. */
  addApp(app: App): Promise<Result<void, Conflict<'AppNameTaken'>>>;
}

type PartnerTaken = 'AddressTaken' | 'NameTaken' | 'ReferenceTaken' | 'UserNameTaken';

/**
 * Users, memberships, credentials and keys: found in every state, and beneath accounts of every
 * status. Each lineage is whole, as `lineage` answers it for the installation.
 */
export interface AccessReads {
  /** The key and the lineage of its account. Authentication comes before any reach. */
  findKey(id: ApiKeyId): Promise<KeyFound | undefined>;

  /** The keys of an account, by id, those that are over too. */
  keys(account: AccountId, page: PageRequest<ApiKeyId>): Promise<readonly StoredApiKey[]>;

  /** A membership, by its id or its number, and the lineage of its account. */
  findMembership(ref: MembershipRef): Promise<MembershipFound | undefined>;

  /** The membership whose invitation has this hash. */
  membershipByInvitation(hash: string): Promise<MembershipFound | undefined>;

  /** The membership that has a user name, compared in NFC and lower case. */
  membershipByUserName(userName: UserName): Promise<MembershipFound | undefined>;

  /** The membership of an account that has a mailbox, compared by its canonical form. */
  membershipByMailbox(
    account: AccountId,
    email: EmailAddress,
  ): Promise<MembershipFound | undefined>;

  /** The memberships of an account, by number: in the order in which they came to be. */
  members(account: AccountId, page: PageRequest<MembershipNumber>): Promise<readonly Membership[]>;

  /** The places that a user has, each with its lineage, by number. */
  memberships(
    user: UserId,
    page: PageRequest<MembershipNumber>,
  ): Promise<readonly MembershipFound[]>;

  findUser(id: UserId): Promise<User | undefined>;

  /** The user who has a mailbox, compared by its canonical form. */
  userByMailbox(email: EmailAddress): Promise<User | undefined>;

  findSession(id: string): Promise<Session | undefined>;

  findReset(id: string): Promise<PasswordReset | undefined>;

  /** The reset whose token has this hash. */
  resetByToken(hash: string): Promise<PasswordReset | undefined>;

  /** The tries counted under a lookup, in a window that is not over at `now`. */
  findTries(lookup: string, now: Date): Promise<Tries | undefined>;
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

  /**
   * Puts a membership in the place of itself, all but its id, its number and its account. Answers
   * `stale`, and changes nothing, where the stored one is not of the status and the generation that
   * are said as those before; MUST conflict as `addMembership`.
   */
  saveMembership(
    membership: Membership,
    before: Pick<Membership, 'status' | 'generation'>,
  ): Promise<Result<'saved' | 'stale', Conflict<'EmailTaken' | 'UserNameTaken'>>>;

  /**
   * Ends every membership of an account and of all beneath it: each is revoked, in the next
   * generation, and has no user, no user name and no invitation any more. Users who have no
   * membership left after that are forgotten as by `forgetUser`.
   */
  endMemberships(of: AccountId): Promise<void>;

  /**
   * Forgets a user of whom no membership is left, with the resets and the messages that are about
   * that user: the mailbox is free again. Nothing happens where a membership names the user.
   */
  forgetUser(id: UserId): Promise<void>;

  addKey(key: StoredApiKey): Promise<void>;

  /**
   * Brings the end of a key about, at once (`revokedAt`) or at a time (`expiresAt`). Answers false,
   * and changes nothing, where there is none, or it is revoked, or expires before that anyway.
   */
  endKey(
    id: ApiKeyId,
    end: { readonly revokedAt: Date } | { readonly expiresAt: Date },
  ): Promise<boolean>;

  /** Notes when a key was used; an earlier time than the noted one changes nothing. */
  noteKeyUse(id: ApiKeyId, at: Date): Promise<void>;

  /**
   * Puts a credential in the place of one of the generation `from`. Answers false, and changes
   * nothing, where the user's is of another generation, or there is no such user.
   */
  replaceCredential(user: UserId, from: number, credential: Credential): Promise<boolean>;

  /** Forgets some of the sessions that were over at `now`, a hundred at most. */
  addSession(session: Session, now: Date): Promise<void>;

  /**
   * Puts a session in the place of the same one with the serial before. Answers false, and changes
   * nothing, where that is not its serial, or there is none.
   */
  advanceSession(session: Session): Promise<boolean>;

  /** Forgets a session; nothing happens where there is none. */
  endSession(id: string): Promise<void>;

  /** Forgets some of the resets that were over at `now`, a hundred at most. */
  addReset(reset: PasswordReset, now: Date): Promise<void>;

  /**
   * Counts one more try under a lookup and answers all of its window; the first of a window opens
   * it until `until`. Forgets some of the windows that were over at `now`, a hundred at most. Two
   * units that count under one lookup MUST NOT answer the same count.
   */
  addTry(lookup: string, until: Date, now: Date): Promise<Tries>;

  /** Takes one try back in the window until then, where any stands: it was none that counts. */
  removeTry(lookup: string, until: Date): Promise<void>;

  /** Forgets all tries under a lookup. */
  forgetTries(lookup: string): Promise<void>;

  /**
   * Forgets sessions, resets and windows of tries that were over at `now`, of each kind `limit` at
   * most, and answers of how many of each.
   */
  forgetOver(
    now: Date,
    limit: number,
  ): Promise<{ readonly sessions: number; readonly resets: number; readonly tries: number }>;
}

/** The outbox, looked at: messages in every state. */
export interface DeliveryReads {
  findDelivery(id: string): Promise<StoredDelivery | undefined>;

  /** By id, or those of one state. */
  listDeliveries(
    page: PageRequest<string> & { readonly state?: DeliveryState },
  ): Promise<readonly StoredDelivery[]>;

  /**
   * How many messages are due, also those under a lease, and since when the first of them is owed:
   * from when it was due as it was added, whatever failed since; where it was held back without
   * another failure, from when it is due again.
   */
  backlog(): Promise<{ readonly count: number; readonly since?: Date }>;

  /** For each of these memberships the message that was owed to it last, by generation and id. */
  newestOf(
    memberships: readonly MembershipId[],
  ): Promise<ReadonlyMap<MembershipId, StoredDelivery>>;
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

  /**
   * Makes a message due at a time as if it had never been tried: one that is undeliverable, or due
   * and not under a live lease at that time. Answers false, and changes nothing, for any other.
   */
  retry(id: string, at: Date): Promise<boolean>;

  /**
   * Looks at messages that have ended and were due before `before` for the last time, in the order
   * of that time, then of their ids, and forgets them; `page.limit` at most MUST be looked at, however
   * few of them go. The newest of a membership that stands invited MUST stay. Answers how many were
   * forgotten, and the last that was looked at, whether it stayed or not: absent where none was left.
   */
  forgetEnded(
    before: Date,
    page: PageRequest<EndedMail>,
  ): Promise<{ readonly forgotten: number; readonly last?: EndedMail }>;
}

/** What the installation knows of itself, and its append-only history. */
export interface RecordReads {
  installation(): Promise<Installation | undefined>;

  /**
   * The result kept under one of these lookups that has not lapsed at `now`. Where there are several
   * it MUST be that of the lookup that stands first.
   */
  findResult(lookups: readonly string[], now: Date): Promise<KeptResult | undefined>;

  /**
   * Events of accounts within the reach, in the order of their positions, which are whole numbers
   * from 1. MUST NOT serve an event while one with a lower position may still be committed.
   */
  events(reach: Reach, page: PageRequest<number>): Promise<readonly StoredEvent[]>;
}

export interface RecordWrites {
  /** MUST conflict when there is one. */
  addInstallation(installation: Installation): Promise<Result<void, Conflict<'Installation'>>>;

  /** Puts another check in place of the installation's; a fault where there is no installation. */
  setSecretCheck(secretCheck: string): Promise<void>;

  /** Puts another policy in place of the installation's; a fault where there is no installation. */
  setPolicy(policy: Policy): Promise<void>;

  /**
   * Waits for every other unit that holds one of these lookups, until it ends; until this unit ends
   * no other one can hold any of them. What the unit reads afterwards MUST be what those left.
   * Answers false where that takes too long: then the unit is spent.
   */
  holdResult(lookups: readonly string[]): Promise<boolean>;

  /** MUST conflict on a lookup in use, and MUST replace one that has lapsed at `now`. */
  addResult(result: KeptResult, now: Date): Promise<Result<void, Conflict<'Result'>>>;

  /** Forgets kept results that have lapsed at `now`, `limit` at most, and answers how many. */
  forgetResults(now: Date, limit: number): Promise<number>;

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
 * Gives a message to whoever carries it on. MUST send to `letter.to.address` and no other, with a
 * subject of one line that MUST NOT hold the link, and MUST answer within half a minute: another
 * relay takes the message over after a minute.
 */
export interface Mailer {
  send(letter: Letter): Promise<MailOutcome>;
  close(): Promise<void>;
}

/**
 * `refused` will be refused again (an address that does not exist); `failed` may go through. A
 * `reason` is logged and MUST NOT hold any part of the letter, also not the address's domain.
 */
export type MailOutcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' | 'failed'; readonly reason: string };

/**
 * Slow on purpose, through a bounded queue: `Busy` when that is full. Every character of a password
 * counts: none is cut off, folded or left out.
 */
export interface PasswordHasher {
  /** MUST salt: equal passwords have different hashes. */
  hash(password: Secret): Promise<Result<string, Later<'Busy'>>>;
  /**
   * MUST cost as much as a verification whatever the hash; a hash that is not one of its own, or
   * demands more than a bound, is false.
   */
  verify(password: string, hash: string): Promise<Result<boolean, Later<'Busy'>>>;
  /**
   * Whether this process remembers that the password matched that very hash; costs nothing. What is
   * remembered MUST be no more than that, under a key of the process alone, for a minute at most
   * and for a bounded number; never remembering is fine.
   */
  remembers(password: string, hash: string): boolean;
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
export type SecretPurpose = 'check' | 'invitation' | 'reset' | 'idempotency' | 'tries' | 'cursor';

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
  /** The claims as a JWT (RFC 7519) under HS256, with a key derived from the newest secret. */
  signToken(claims: TokenClaims): Promise<string>;
  /**
   * The claims of a token that one of the secrets signed and that is good at `now`. Undefined for
   * everything else: another algorithm or type, an encoding that is not the canonical one, a token
   * that has run out or is not good yet. MUST NOT throw for any text.
   */
  readToken(token: string, now: Date): Promise<unknown>;
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
