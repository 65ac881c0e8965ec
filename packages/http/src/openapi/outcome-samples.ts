import type { Failure, FailureKind, Path } from '@tenantry/domain';
import type { Refusal, RefusalKind } from '../route.ts';

type Outcome = Failure | Refusal;

/** One of each outcome. */
export type OutcomeSamples = {
  readonly [Kind in FailureKind | RefusalKind]: Outcome & { readonly kind: Kind };
};

/** For examples; `path` is a place in what was sent, as the protocol's clients know it. */
export const outcomeSamples = (path: Path): OutcomeSamples => ({
  Invalid: { kind: 'Invalid', issues: [{ path, code: 'required', message: 'is required' }] },
  NotAuthenticated: { kind: 'NotAuthenticated', reason: 'wrong' },
  NotPermitted: { kind: 'NotPermitted', needed: 'provision' },
  AccountNotFound: { kind: 'AccountNotFound' },
  MemberNotFound: { kind: 'MemberNotFound' },
  KeyNotFound: { kind: 'KeyNotFound' },
  MessageNotFound: { kind: 'MessageNotFound' },
  WrongStatus: { kind: 'WrongStatus', status: 'revoked' },
  LinkVoid: { kind: 'LinkVoid' },
  PasswordMustChange: { kind: 'PasswordMustChange' },
  ParentNotFound: { kind: 'ParentNotFound', path: [] },
  ParentMayNotHave: { kind: 'ParentMayNotHave', path: [], parent: 'registered', child: 'customer' },
  TooDeep: { kind: 'TooDeep', path: [], limit: 10 },
  ParentInactive: { kind: 'ParentInactive', path: [], status: 'suspended' },
  EmailTaken: { kind: 'EmailTaken', path },
  UserNameTaken: { kind: 'UserNameTaken', path },
  NameTaken: { kind: 'NameTaken', path },
  ReferenceTaken: { kind: 'ReferenceTaken', path },
  AddressTaken: { kind: 'AddressTaken', path: [] },
  AppNameTaken: { kind: 'AppNameTaken', path },
  AccountClosed: { kind: 'AccountClosed' },
  LastManager: { kind: 'LastManager', path: [] },
  VersionStale: { kind: 'VersionStale', current: 2 },
  IdempotencyKeyReused: { kind: 'IdempotencyKeyReused' },
  AlreadyInitialised: { kind: 'AlreadyInitialised' },
  InProgress: { kind: 'InProgress', retryAfter: 1 },
  TooManyTries: { kind: 'TooManyTries', retryAfter: 900 },
  TooManyRequests: { kind: 'TooManyRequests', retryAfter: 1 },
  Overloaded: { kind: 'Overloaded', retryAfter: 1 },
  Busy: { kind: 'Busy', retryAfter: 1 },
  Unavailable: { kind: 'Unavailable', retryAfter: 1 },
  MalformedRequest: { kind: 'MalformedRequest' },
  PathNotFound: { kind: 'PathNotFound' },
  MethodNotAllowed: { kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] },
  UnsupportedMediaType: { kind: 'UnsupportedMediaType' },
  BodyTooLarge: { kind: 'BodyTooLarge' },
  BodyIncomplete: { kind: 'BodyIncomplete' },
  Fault: { kind: 'Fault' },
});
