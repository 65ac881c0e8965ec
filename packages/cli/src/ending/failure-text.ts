import { type Failure, pathText } from '@tenantry/domain';

/** An outcome for a person to read: what, where, and what helps. */
export const failureText = (failure: Failure): string => {
  switch (failure.kind) {
    case 'Invalid':
      return failure.issues
        .map(({ path, message }) => (path.length > 0 ? `${pathText(path)} ${message}` : message))
        .join('\n');
    case 'NotAuthenticated':
      return 'the proof is wrong, or the account is suspended or closed';
    case 'NotPermitted':
      return `the power "${failure.needed}" is needed for this, and not given`;
    case 'PasswordMustChange':
      return 'the password was generated, and opens nothing until its owner has changed it';
    case 'AccountNotFound':
      return 'there is no such account';
    case 'MemberNotFound':
      return 'there is no such member';
    case 'KeyNotFound':
      return 'there is no such API key';
    case 'MessageNotFound':
      return 'there is no such message, or none that could be sent again';
    case 'LinkVoid':
      return 'this link opens nothing, or nothing any more';
    case 'ParentNotFound':
      return 'there is no such parent account';
    case 'ParentMayNotHave':
      return failure.parent === 'registered' && failure.child === 'registered'
        ? 'this account may have no sub-accounts (it was opened without --may-have-sub-accounts)'
        : `a ${failure.parent} account may not have a ${failure.child} account beneath it`;
    case 'TooDeep':
      return `the tree may have at most ${failure.limit} levels`;
    case 'ParentInactive':
      return `the parent account is ${failure.status}`;
    case 'EmailTaken':
    case 'UserNameTaken':
    case 'NameTaken':
    case 'ReferenceTaken':
    case 'AddressTaken':
    case 'AppNameTaken':
      return [failure, ...(failure.also ?? [])]
        .map(({ path }) => `${pathText(path)} is in use already`)
        .join('\n');
    case 'AccountClosed':
      return 'the account is closed';
    case 'WrongStatus':
      return failure.status === 'invited'
        ? 'this cannot be done to a member who is invited: an invitation is revoked or resent'
        : `this cannot be done to a member who is ${failure.status}`;
    case 'LastManager':
      return 'an account keeps at least one member who may manage it';
    case 'VersionStale':
      return `the account has changed meanwhile; its version is ${failure.current}`;
    case 'IdempotencyKeyReused':
      return 'this idempotency key belongs to another command';
    case 'AlreadyInitialised':
      return 'this database has been initialised; --another makes a further master account';
    case 'InProgress':
    case 'TooManyTries':
    case 'Busy':
    case 'Unavailable':
      return `not now: try again in ${failure.retryAfter} s`;
  }
};
