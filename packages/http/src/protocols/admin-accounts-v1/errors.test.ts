import type { Failure, Issue } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../route.ts';
import { refused } from './errors.ts';

const path: readonly (string | number)[] = [];

/** One of each outcome but for faults of the input, with its status and code. */
const outcomes: readonly (readonly [Failure | Refusal, string])[] = [
  [{ kind: 'NotAuthenticated', reason: 'missing' }, '401 CredentialMissing'],
  [{ kind: 'NotAuthenticated', reason: 'wrong' }, '401 AccessDenied'],
  [{ kind: 'NotPermitted', needed: 'provision' }, '401 AccessDenied'],
  [{ kind: 'AccountNotFound' }, '401 AccessDenied'],
  [{ kind: 'MemberNotFound' }, '401 AccessDenied'],
  [{ kind: 'KeyNotFound' }, '401 AccessDenied'],
  [{ kind: 'MessageNotFound' }, '401 AccessDenied'],
  [{ kind: 'WrongStatus', status: 'revoked' }, '409 Conflict'],
  [{ kind: 'LinkVoid' }, '409 Conflict'],
  [{ kind: 'PasswordMustChange' }, '403 PasswordMustChange'],
  [{ kind: 'ParentNotFound', path }, '401 AccessDenied'],
  [
    { kind: 'ParentMayNotHave', path, parent: 'registered', child: 'registered' },
    '409 SubAccountsNotAllowed',
  ],
  [{ kind: 'TooDeep', path, limit: 10 }, '409 TreeTooDeep'],
  [{ kind: 'ParentInactive', path, status: 'closed' }, '409 AccountInactive'],
  [{ kind: 'EmailTaken', path }, '409 EmailTaken'],
  [{ kind: 'UserNameTaken', path }, '409 Conflict'],
  [{ kind: 'NameTaken', path }, '409 Conflict'],
  [{ kind: 'ReferenceTaken', path }, '409 Conflict'],
  [{ kind: 'AddressTaken', path }, '409 Conflict'],
  [{ kind: 'AppNameTaken', path }, '409 Conflict'],
  [{ kind: 'AccountClosed' }, '409 Conflict'],
  [{ kind: 'LastManager', path: [] }, '409 Conflict'],
  [{ kind: 'VersionStale', current: 2 }, '409 Conflict'],
  [{ kind: 'IdempotencyKeyReused' }, '409 IdempotencyKeyReused'],
  [{ kind: 'AlreadyInitialised' }, '409 Conflict'],
  [{ kind: 'InProgress', retryAfter: 1 }, '409 InProgress'],
  [{ kind: 'TooManyTries', retryAfter: 1 }, '429 TooManyTries'],
  [{ kind: 'Busy', retryAfter: 1 }, '503 Busy'],
  [{ kind: 'Unavailable', retryAfter: 1 }, '503 Unavailable'],
  [{ kind: 'MalformedRequest' }, '400 RequestMalformed'],
  [{ kind: 'BodyIncomplete' }, '400 BodyIncomplete'],
  [{ kind: 'PathNotFound' }, '404 PathNotFound'],
  [{ kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] }, '405 MethodNotAllowed'],
  [{ kind: 'BodyTooLarge' }, '413 BodyTooLarge'],
  [{ kind: 'UnsupportedMediaType' }, '415 UnsupportedMediaType'],
  [{ kind: 'Fault' }, '500 InternalError'],
];

const required = (attribute: string): Issue => ({
  path: [attribute],
  code: 'required',
  message: 'is required',
});

const told = (issues: readonly Issue[]): unknown =>
  JSON.parse(refused({ kind: 'Invalid', issues }, 'text/json').content?.text ?? '').Error;

describe('an outcome', () => {
  it.each(outcomes)('$kind is answered in the shape of the protocol', (outcome, expected) => {
    const [status, code] = expected.split(' ');
    const reason: unknown = expect.stringMatching(/./);
    const reply = refused(outcome, 'application/json');
    expect(reply.status).toBe(Number(status));
    expect(JSON.parse(reply.content?.text ?? '')).toEqual({
      Error: { ErrorCode: code, ErrorReason: reason },
      ResponseData: null,
    });
    const { headers } = reply;
    expect(headers?.['Retry-After']).toBe('retryAfter' in outcome ? '1' : undefined);
    expect(headers?.['Allow']).toBe('allow' in outcome ? 'GET, HEAD' : undefined);
    expect(headers !== undefined && 'WWW-Authenticate' in headers).toBe(reply.status === 401);
    const inXml = refused(outcome, 'text/xml');
    expect(inXml).toMatchObject({ status: reply.status, headers: reply.headers });
    expect(inXml.content?.text).toContain(`<Error><ErrorCode>${code}</ErrorCode><ErrorReason>`);
  });

  it('of one fault has the code of that fault', () => {
    expect(told([required('Email')])).toEqual({
      ErrorCode: 'EmailRequired',
      ErrorReason: 'Email is required',
    });
    expect(told([{ path: [], code: 'tooDeep', message: 'is too deep' }])).toEqual({
      ErrorCode: 'BodyTooDeep',
      ErrorReason: 'The body is too deep',
    });
    expect(told([{ path: ['x', 0, 'y'], code: 'duplicate', message: 'stands twice' }])).toEqual({
      ErrorCode: 'BodyDuplicate',
      ErrorReason: 'x[0].y stands twice',
    });
  });

  it('of several faults names each of them once, with its code and its place', () => {
    const again: Issue = { path: ['Email'], code: 'required', message: 'is missing' };
    expect(told([required('Email'), again])).toMatchObject({ ErrorCode: 'EmailRequired' });
    expect(told([required('Email'), required('Firstname'), again])).toEqual({
      ErrorCode: 'ValidationFailed',
      ErrorReason: 'EmailRequired: Email is required; FirstnameRequired: Firstname is required',
    });
  });

  it('has no code of a fault that stands for something else too', () => {
    const codes = ['Email', 'id', 'Idempotency-Key', 'Password', 'PasswordConfirmation', 'TimeZone']
      .map((place) => told([required(place)]))
      .map((error) => Reflect.get(Object(error), 'ErrorCode'));
    expect(codes).toEqual([
      'EmailRequired',
      'IdRequired',
      'IdempotencyKeyRequired',
      'PasswordRequired',
      'PasswordConfirmationRequired',
      'TimeZoneRequired',
    ]);
  });
});
