import type { MembershipStatus } from './access/membership.ts';
import type { Power } from './access/powers.ts';
import type { AccountKind, AccountStatus } from './tree/account.ts';

/** Where in a command a fault stands: `['users', 0, 'email']`. Empty: the command as a whole. */
export type Path = readonly (string | number)[];

/**
 * What is wrong at a place. Stable: programs may branch on it.
 * `required` absent or null; `type` another JSON type; `characters` control characters, NUL, lone
 * surrogates; `exceedsPower` grants more than the caller has; `common` a password that is on
 * every list; `personal` a password made of the person's own data.
 */
export type IssueCode =
  | 'required'
  | 'type'
  | 'tooShort'
  | 'tooLong'
  | 'tooMany'
  | 'tooDeep'
  | 'characters'
  | 'format'
  | 'unknown'
  | 'duplicate'
  | 'mismatch'
  | 'common'
  | 'personal'
  | 'exceedsPower';

/** One fault of the input. The message never repeats the value: it may be a secret. */
export interface Issue {
  readonly path: Path;
  readonly code: IssueCode;
  readonly message: string;
}

/** The input breaks rules. Every fault is listed, each with its place. */
export interface Invalid {
  readonly kind: 'Invalid';
  readonly issues: readonly Issue[];
}

/** `missing`: nothing presented. `wrong`: unreadable, unknown, expired, or of a suspended account. */
export interface NotAuthenticated {
  readonly kind: 'NotAuthenticated';
  readonly reason: 'missing' | 'wrong';
}

export interface NotPermitted {
  readonly kind: 'NotPermitted';
  readonly needed: Power;
}

/** Absent, or outside the caller's reach: the two are never told apart. */
export interface AccountNotFound {
  readonly kind: 'AccountNotFound';
}

/** As `AccountNotFound`, for a membership, an API key, a message of the outbox. */
export interface MemberNotFound {
  readonly kind: 'MemberNotFound';
}
export interface KeyNotFound {
  readonly kind: 'KeyNotFound';
}
export interface MessageNotFound {
  readonly kind: 'MessageNotFound';
}

/** What is asked for is not done to a membership of this status. */
export interface WrongStatus {
  readonly kind: 'WrongStatus';
  readonly status: MembershipStatus;
}

/**
 * A link that opens nothing: used, revoked, run out, replaced by another, of an account that is
 * suspended or closed, or never made. The one answer to them all.
 */
export interface LinkVoid {
  readonly kind: 'LinkVoid';
}

/**
 * The password is right; but policy demands that one that was generated is replaced by its owner
 * before it opens anything: `passwords.change`.
 */
export interface PasswordMustChange {
  readonly kind: 'PasswordMustChange';
}

/** As `AccountNotFound`, for the account under which something was to be made. */
export interface ParentNotFound {
  readonly kind: 'ParentNotFound';
  readonly path: Path;
}

export interface ParentMayNotHave {
  readonly kind: 'ParentMayNotHave';
  readonly path: Path;
  readonly parent: AccountKind;
  readonly child: AccountKind;
}

export interface TooDeep {
  readonly kind: 'TooDeep';
  readonly path: Path;
  readonly limit: number;
}

/** The parent, or an account between it and the caller, is suspended or closed. */
export interface ParentInactive {
  readonly kind: 'ParentInactive';
  readonly path: Path;
  readonly status: Exclude<AccountStatus, 'active'>;
}

/**
 * A value that is unique somewhere is in use. `path` is its place in the command; `also` are the
 * others that are in use besides, where there can be several.
 */
export interface Taken<What extends string = TakenKind> {
  readonly kind: What;
  readonly path: Path;
  readonly also?: readonly Omit<Taken<What>, 'also'>[];
}

export type TakenKind =
  | 'EmailTaken'
  | 'UserNameTaken'
  | 'NameTaken'
  | 'ReferenceTaken'
  | 'AddressTaken'
  | 'AppNameTaken';

export interface AccountClosed {
  readonly kind: 'AccountClosed';
}

/** The account would put out the last of its own who may manage it. */
export interface LastManager {
  readonly kind: 'LastManager';
  readonly path: Path;
}

export interface VersionStale {
  readonly kind: 'VersionStale';
  readonly current: number;
}

export interface IdempotencyKeyReused {
  readonly kind: 'IdempotencyKeyReused';
}

/**
 * Try again after `retryAfter` seconds; nothing was done. Only of `Unavailable` that is not certain: a
 * store that goes away while it commits leaves open whether it did. Whoever tries again under the same
 * idempotency key is on the safe side.
 */
export interface Later<When extends string = LaterKind> {
  readonly kind: When;
  readonly retryAfter: number;
}

/** `Busy`: too much to hash; `Unavailable`: the store is locked, full or out of reach. */
export type LaterKind = 'InProgress' | 'TooManyTries' | 'Busy' | 'Unavailable';

/**
 * What a store throws that cannot be read just now: it cannot be reached, or has no connection left.
 * A use case that meets it answers `Unavailable`.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  /** In seconds. */
  readonly retryAfter = 1;
}

export interface AlreadyInitialised {
  readonly kind: 'AlreadyInitialised';
}

/** Every expected outcome that is not a success. Each edge has one exhaustive table of these. */
export type Failure =
  | Invalid
  | NotAuthenticated
  | NotPermitted
  | AccountNotFound
  | MemberNotFound
  | KeyNotFound
  | MessageNotFound
  | WrongStatus
  | LinkVoid
  | PasswordMustChange
  | ParentNotFound
  | ParentMayNotHave
  | TooDeep
  | ParentInactive
  | Taken
  | AccountClosed
  | LastManager
  | VersionStale
  | IdempotencyKeyReused
  | Later
  | AlreadyInitialised;

export type FailureKind = Failure['kind'];

export const invalid = (issues: readonly Issue[]): Invalid => ({ kind: 'Invalid', issues });

/** `users[0].email`: how a path is written for people. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`,
    '',
  );
