import type { Failure, Issue, IssueCode } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../route.ts';
import { refused } from './errors.ts';
import { issueCodes } from './issue-codes.ts';

const path = ['contact', 'userName'];
const requestId = '01JGFJJZ00ZZZZZZZZZZZZZZZZ';

/** One of each outcome, with its status, and the attribute and the number that a 409 names. */
const outcomes: readonly (readonly [Failure | Refusal, string])[] = [
  [
    { kind: 'Invalid', issues: [{ path, code: 'required', message: 'is required' }] },
    '409 contact.userName 1001',
  ],
  [{ kind: 'NotAuthenticated', reason: 'missing' }, '401'],
  [{ kind: 'NotAuthenticated', reason: 'wrong' }, '401'],
  [{ kind: 'NotPermitted', needed: 'provision' }, '403'],
  [{ kind: 'AccountNotFound' }, '404'],
  [{ kind: 'MemberNotFound' }, '404'],
  [{ kind: 'KeyNotFound' }, '404'],
  [{ kind: 'MessageNotFound' }, '404'],
  [{ kind: 'WrongStatus', status: 'revoked' }, '409 contact 1015'],
  [{ kind: 'LinkVoid' }, '404'],
  [{ kind: 'PasswordMustChange' }, '403'],
  [{ kind: 'ParentNotFound', path: ['parent'] }, '403'],
  [
    { kind: 'ParentMayNotHave', path: ['parent'], parent: 'customer', child: 'partner' },
    '409 parent 1011',
  ],
  [{ kind: 'TooDeep', path: [], limit: 10 }, '409 parent 1011'],
  [{ kind: 'ParentInactive', path: [], status: 'closed' }, '409 parent 1011'],
  [{ kind: 'EmailTaken', path }, '409 contact.userName 1010'],
  [{ kind: 'UserNameTaken', path }, '409 contact.userName 1010'],
  [{ kind: 'NameTaken', path }, '409 contact.userName 1010'],
  [{ kind: 'ReferenceTaken', path }, '409 contact.userName 1010'],
  [{ kind: 'AddressTaken', path: [] }, '409 request 1010'],
  [{ kind: 'AppNameTaken', path }, '409 contact.userName 1010'],
  [{ kind: 'AccountClosed' }, '409 id 1015'],
  [{ kind: 'LastManager', path: ['contact', 'isActive'] }, '409 contact.isActive 1015'],
  [{ kind: 'LastManager', path: [] }, '409 contact 1015'],
  [{ kind: 'VersionStale', current: 2 }, '409 version 1012'],
  [{ kind: 'IdempotencyKeyReused' }, '409 Idempotency-Key 1013'],
  [{ kind: 'InProgress', retryAfter: 1 }, '409 Idempotency-Key 1014'],
  [{ kind: 'AlreadyInitialised' }, '409 request 1015'],
  [{ kind: 'TooManyTries', retryAfter: 1 }, '429'],
  [{ kind: 'Busy', retryAfter: 1 }, '503'],
  [{ kind: 'Unavailable', retryAfter: 1 }, '503'],
  [{ kind: 'MalformedRequest' }, '400'],
  [{ kind: 'BodyIncomplete' }, '409 body 1004'],
  [{ kind: 'PathNotFound' }, '404'],
  [{ kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] }, '405'],
  [{ kind: 'BodyTooLarge' }, '413'],
  [{ kind: 'UnsupportedMediaType' }, '415'],
  [{ kind: 'Fault' }, '500'],
];

const words: unknown = expect.stringMatching(/./);

describe('an outcome', () => {
  it.each(outcomes)('$kind is answered in the shape of the protocol', (outcome, expected) => {
    const { status, headers, content } = refused(outcome, requestId);
    const body: unknown = JSON.parse(content?.text ?? '');
    const [said, attribute, number] = expected.split(' ');
    expect(String(status)).toBe(said);
    const uuid = '01941f29-7c00-7fff-bfff-ffffffffffff';
    expect(body).toEqual(
      attribute === undefined
        ? { uuid, errorCode: 7000 + status, message: words }
        : {
            uuid,
            success: false,
            errorCode: 7409,
            message: 'Data validation constraints.',
            errors: { [attribute]: { attribute, message: words, errorCode: Number(number) } },
          },
    );
    expect(headers?.['Retry-After']).toBe('retryAfter' in outcome ? '1' : undefined);
    expect(headers?.['Allow']).toBe('allow' in outcome ? 'GET, HEAD' : undefined);
    expect(headers?.['WWW-Authenticate']).toBe(
      status === 401 ? 'Basic realm="partners", charset="UTF-8"' : undefined,
    );
  });

  it('names all that is in use, each at its attribute', () => {
    const taken: Failure = {
      kind: 'NameTaken',
      path: ['name'],
      also: [
        { kind: 'ReferenceTaken', path: ['reference'] },
        { kind: 'UserNameTaken', path },
        { kind: 'AddressTaken', path: [] },
      ],
    };
    const named = (attribute: string): unknown => [
      attribute,
      { attribute, message: 'is in use already', errorCode: 1010 },
    ];
    const body: unknown = JSON.parse(refused(taken, requestId).content?.text ?? '');
    expect(Object.entries(Object(Reflect.get(Object(body), 'errors')))).toEqual(
      ['name', 'reference', 'contact.userName', 'request'].map(named),
    );
  });

  it.each([
    [401, 'Unauthenticated request.'],
    [403, 'Permission denied.'],
    [404, 'Requested resource cannot be found.'],
  ])('%d says what is published', (status, message) => {
    const said = outcomes
      .filter(([, expected]) => expected === String(status))
      .map(([outcome]) => refused(outcome, requestId).content?.text);
    for (const text of said) expect(text).toContain(`"message":"${message}`);
  });
});

describe('faults', () => {
  const errors = (issues: readonly Issue[]): unknown =>
    Reflect.get(
      Object(JSON.parse(refused({ kind: 'Invalid', issues }, requestId).content?.text ?? '')),
      'errors',
    );
  const fault = (at: Issue['path'], code: IssueCode, message: string): Issue => ({
    path: at,
    code,
    message,
  });

  it('at one attribute are one, and the same one is said once', () => {
    const issues = [
      fault(['name'], 'tooLong', 'is too long'),
      fault(['contact', 'name'], 'type', 'must be a string'),
      fault(['name'], 'characters', 'holds others'),
      fault(['name'], 'tooLong', 'is too long'),
    ];
    expect(errors(issues)).toEqual({
      name: { attribute: 'name', message: 'is too long; holds others', errorCode: 1002 },
      'contact.name': { attribute: 'contact.name', message: 'must be a string', errorCode: 1003 },
    });
  });

  it('of the body as a whole have its name, and long names are cut', () => {
    const issues = [
      fault([], 'format', 'is not JSON'),
      fault(['😀'.repeat(900)], 'duplicate', 'x'),
    ];
    expect(errors(issues)).toMatchObject({
      body: { errorCode: 1004 },
      ['😀'.repeat(250)]: { errorCode: 1007 },
    });
  });

  it('have a number each, length the published one', () => {
    expect([issueCodes.tooShort, issueCodes.tooLong]).toEqual([1002, 1002]);
    for (const number of Object.values(issueCodes)) expect(number).toBeLessThan(1010);
  });
});
