import type { Failure, FailureKind, Result } from '@tenantry/domain';

/** What a command ends with; scripts may rely on the numbers. */
export const exitCodes = {
  ok: 0,
  fault: 1,
  usage: 2,
  cancelled: 3,
  notAuthorised: 4,
  notFound: 5,
  conflict: 6,
  invalid: 7,
  busy: 8,
  partly: 9,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Every outcome has its number: a new one without does not compile. */
export const exitCodeOf: Readonly<Record<FailureKind, ExitCode>> = {
  Invalid: exitCodes.invalid,
  NotAuthenticated: exitCodes.notAuthorised,
  NotPermitted: exitCodes.notAuthorised,
  PasswordMustChange: exitCodes.notAuthorised,
  AccountNotFound: exitCodes.notFound,
  MemberNotFound: exitCodes.notFound,
  KeyNotFound: exitCodes.notFound,
  MessageNotFound: exitCodes.notFound,
  LinkVoid: exitCodes.notFound,
  ParentNotFound: exitCodes.notFound,
  ParentMayNotHave: exitCodes.conflict,
  TooDeep: exitCodes.conflict,
  ParentInactive: exitCodes.conflict,
  EmailTaken: exitCodes.conflict,
  UserNameTaken: exitCodes.conflict,
  NameTaken: exitCodes.conflict,
  ReferenceTaken: exitCodes.conflict,
  AddressTaken: exitCodes.conflict,
  AppNameTaken: exitCodes.conflict,
  AccountClosed: exitCodes.conflict,
  LastManager: exitCodes.conflict,
  WrongStatus: exitCodes.conflict,
  VersionStale: exitCodes.conflict,
  IdempotencyKeyReused: exitCodes.conflict,
  AlreadyInitialised: exitCodes.conflict,
  InProgress: exitCodes.busy,
  TooManyTries: exitCodes.busy,
  Busy: exitCodes.busy,
  Unavailable: exitCodes.busy,
};

/** A command was called in a way that it cannot be. */
export class UsageError extends Error {}

/** A command ended in another way than it was meant to, and that is no fault. */
export class EndedOtherwise extends Error {
  readonly code: ExitCode;
  constructor(code: ExitCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A use case answered no: carried to the one place that says so. */
export class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** The value of an outcome; what was refused goes to the one place that says so. */
export const valueOf = <T>(result: Result<T, Failure>): T => {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
};
