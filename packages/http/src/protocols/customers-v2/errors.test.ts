import type { Failure } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../route.ts';
import { refused } from './errors.ts';

const path = ['externalReferences', 0, 'value'];

/** One of each outcome, with the status and the code that it has in this protocol. */
const outcomes: readonly (readonly [Failure | Refusal, string])[] = [
  [
    { kind: 'Invalid', issues: [{ path, code: 'required', message: 'is required' }] },
    '400 API-0400',
  ],
  [{ kind: 'NotAuthenticated', reason: 'missing' }, '401 AUTH-0401'],
  [{ kind: 'NotAuthenticated', reason: 'wrong' }, '401 AUTH-0002'],
  [{ kind: 'NotPermitted', needed: 'provision' }, '401 AUTH-0002'],
  [{ kind: 'AccountNotFound' }, '404 API-0404'],
  [{ kind: 'MemberNotFound' }, '404 API-0404'],
  [{ kind: 'KeyNotFound' }, '404 API-0404'],
  [{ kind: 'MessageNotFound' }, '404 API-0404'],
  [{ kind: 'WrongStatus', status: 'revoked' }, '409 API-0409'],
  [{ kind: 'LinkVoid' }, '404 API-0404'],
  [{ kind: 'PasswordMustChange' }, '401 AUTH-0002'],
  [{ kind: 'ParentNotFound', path: [] }, '404 API-0404'],
  [{ kind: 'ParentMayNotHave', path: [], parent: 'registered', child: 'customer' }, '409 API-0409'],
  [{ kind: 'TooDeep', path: [], limit: 10 }, '409 API-0409'],
  [{ kind: 'ParentInactive', path: [], status: 'closed' }, '409 API-0409'],
  [{ kind: 'EmailTaken', path }, '409 API-0409'],
  [{ kind: 'UserNameTaken', path }, '409 API-0409'],
  [{ kind: 'NameTaken', path }, '409 API-0409'],
  [{ kind: 'ReferenceTaken', path }, '409 API-0409'],
  [{ kind: 'AddressTaken', path: [] }, '409 API-0409'],
  [{ kind: 'AppNameTaken', path }, '409 API-0409'],
  [{ kind: 'AccountClosed' }, '409 API-0409'],
  [{ kind: 'LastManager', path: [] }, '409 API-0409'],
  [{ kind: 'VersionStale', current: 2 }, '409 API-0409'],
  [{ kind: 'IdempotencyKeyReused' }, '409 API-0409'],
  [{ kind: 'AlreadyInitialised' }, '409 API-0409'],
  [{ kind: 'InProgress', retryAfter: 1 }, '409 API-0409'],
  [{ kind: 'TooManyTries', retryAfter: 1 }, '429 API-0429'],
  [{ kind: 'Busy', retryAfter: 1 }, '503 SYS-0503'],
  [{ kind: 'Unavailable', retryAfter: 1 }, '503 SYS-0503'],
  [{ kind: 'MalformedRequest' }, '400 API-0400'],
  [{ kind: 'BodyIncomplete' }, '400 API-0400'],
  [{ kind: 'PathNotFound' }, '404 API-0404'],
  [{ kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] }, '405 API-0405'],
  [{ kind: 'BodyTooLarge' }, '413 API-0413'],
  [{ kind: 'UnsupportedMediaType' }, '415 API-0415'],
  [{ kind: 'Fault' }, '500 SYS-0500'],
];

const words: unknown = expect.stringMatching(/./);
const detail: unknown = expect.objectContaining({ issue: words });

describe('an outcome', () => {
  it.each(outcomes)('$kind is answered in the shape of the protocol', (outcome, expected) => {
    const { status, headers, content } = refused(outcome, 'id');
    const body: unknown = JSON.parse(content?.text ?? '');
    expect(`${status} ${Reflect.get(Object(body), 'errorCode')}`).toBe(expected);
    expect(body).toEqual({
      requestId: 'id',
      errorCode: words,
      errorMsg: words,
      details: [detail],
      httpStatusCode: status,
    });
    expect(headers?.['Retry-After']).toBe('retryAfter' in outcome ? '1' : undefined);
    expect(headers?.['Allow']).toBe('allow' in outcome ? 'GET, HEAD' : undefined);
    expect(headers?.['WWW-Authenticate']).toBe(
      status === 401
        ? 'ApiKey realm="customers", Bearer realm="customers", scope="kyc:api"'
        : undefined,
    );
  });

  it('names the place that was sent, where there is one', () => {
    const { content } = refused({ kind: 'ReferenceTaken', path }, 'id');
    expect(content?.text).toContain('"issueLocation":"VALIDATE-externalReferences[0].value"');
  });

  it('lists its faults up to an end', () => {
    const issues = Array.from({ length: 5000 }, (_, at) => ({
      path: ['initialUsers', at],
      code: 'type' as const,
      message: 'must be an object',
    }));
    const { content } = refused({ kind: 'Invalid', issues }, 'id');
    expect(content?.text?.match(/issueLocation/g)).toHaveLength(2000);
  });
});
