import type { Failure } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../route.ts';
import { refused } from './errors.ts';

const path = ['body', 'email'];
const pointer = { pointer: '/email' };

/** One of each outcome, with the status that it has in this protocol, and the place it names. */
const outcomes: readonly (readonly [Failure | Refusal, string, object?])[] = [
  [
    { kind: 'Invalid', issues: [{ path, code: 'required', message: 'is required' }] },
    '400',
    pointer,
  ],
  [{ kind: 'NotAuthenticated', reason: 'missing' }, '401'],
  [{ kind: 'NotAuthenticated', reason: 'wrong' }, '401'],
  [{ kind: 'NotPermitted', needed: 'provision' }, '403'],
  [{ kind: 'AccountNotFound' }, '404'],
  [{ kind: 'MemberNotFound' }, '404'],
  [{ kind: 'KeyNotFound' }, '404'],
  [{ kind: 'MessageNotFound' }, '404'],
  [{ kind: 'WrongStatus', status: 'revoked' }, '409'],
  [{ kind: 'LinkVoid' }, '404'],
  [{ kind: 'PasswordMustChange' }, '403'],
  [{ kind: 'ParentNotFound', path: [] }, '403'],
  [{ kind: 'ParentMayNotHave', path: [], parent: 'customer', child: 'registered' }, '403'],
  [{ kind: 'TooDeep', path: [], limit: 10 }, '403'],
  [{ kind: 'ParentInactive', path: [], status: 'closed' }, '403'],
  [{ kind: 'EmailTaken', path }, '409', pointer],
  [{ kind: 'UserNameTaken', path }, '409', pointer],
  [{ kind: 'NameTaken', path }, '409', pointer],
  [{ kind: 'ReferenceTaken', path }, '409', pointer],
  [{ kind: 'AddressTaken', path: [] }, '409'],
  [{ kind: 'AppNameTaken', path: ['body', 'name'] }, '409', { pointer: '/name' }],
  [{ kind: 'AccountClosed' }, '403'],
  [{ kind: 'LastManager', path: [] }, '409'],
  [{ kind: 'VersionStale', current: 2 }, '409'],
  [{ kind: 'IdempotencyKeyReused' }, '409'],
  [{ kind: 'AlreadyInitialised' }, '409'],
  [{ kind: 'InProgress', retryAfter: 1 }, '409'],
  [{ kind: 'TooManyTries', retryAfter: 1 }, '429'],
  [{ kind: 'Busy', retryAfter: 1 }, '503'],
  [{ kind: 'Unavailable', retryAfter: 1 }, '503'],
  [{ kind: 'MalformedRequest' }, '400'],
  [{ kind: 'BodyIncomplete' }, '400'],
  [{ kind: 'PathNotFound' }, '404'],
  [{ kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] }, '405'],
  [{ kind: 'BodyTooLarge' }, '413'],
  [{ kind: 'UnsupportedMediaType' }, '415'],
  [{ kind: 'Fault' }, '500'],
];

const cases = outcomes.map(([outcome, status, source]) => ({
  kind: outcome.kind,
  outcome,
  status,
  source,
}));

const words: unknown = expect.stringMatching(/./);

const bodyOf = (outcome: Failure | Refusal): unknown =>
  JSON.parse(refused(outcome).content?.text ?? '');

const entriesOf = (outcome: Failure | Refusal): readonly object[] => {
  const errors: unknown = Reflect.get(Object(bodyOf(outcome)), 'errors');
  return Array.isArray(errors) ? errors : [];
};

const invalidAt = (...paths: readonly (readonly (string | number)[])[]): Failure => ({
  kind: 'Invalid',
  issues: paths.map((path) => ({ path, code: 'format', message: 'is wrong' })),
});

describe('an outcome', () => {
  it.each(cases)(
    '$kind is answered in the shape of the protocol',
    ({ outcome, status, source }) => {
      const { headers, ...reply } = refused(outcome);
      expect(String(reply.status)).toBe(status);
      expect(bodyOf(outcome)).toEqual({
        errors: [{ status, title: words, detail: words, ...(source && { source }) }],
      });
      expect(headers?.['Retry-After']).toBe('retryAfter' in outcome ? '1' : undefined);
      expect(headers?.['Allow']).toBe('allow' in outcome ? 'GET, HEAD' : undefined);
      expect(headers?.['WWW-Authenticate']).toBe(
        status === '401' ? 'Bearer realm="account"' : undefined,
      );
    },
  );

  it('says the same of a proof that is missing and of one that is wrong', () => {
    expect(refused({ kind: 'NotAuthenticated', reason: 'missing' })).toEqual(
      refused({ kind: 'NotAuthenticated', reason: 'wrong' }),
    );
  });

  it.each([
    [['body'], { pointer: '' }, 'the body is wrong'],
    [['body', 'a', 0, 'b/c~d'], { pointer: '/a/0/b~1c~0d' }, 'a[0].b/c~d is wrong'],
    [['query', 'login'], { parameter: 'login' }, 'login is wrong'],
    [['query'], undefined, 'the query is wrong'],
    [[], undefined, 'the request is wrong'],
    [['header', 'Idempotency-Key'], { header: 'Idempotency-Key' }, 'Idempotency-Key is wrong'],
  ])('names its place: %j', (path, source, detail) => {
    expect(entriesOf(invalidAt(path))).toEqual([
      { status: '400', title: 'Bad Request', detail, ...(source && { source }) },
    ]);
  });

  it('lists its faults, each once, up to an end', () => {
    const [same, other] = [
      ['body', 'a'],
      ['query', 'a'],
    ];
    expect(entriesOf(invalidAt(same ?? [], other ?? [], same ?? []))).toHaveLength(2);
    const many = Array.from({ length: 5000 }, (_, at) => ['body', at]);
    expect(entriesOf(invalidAt(...many))).toHaveLength(2000);
  });

  it('cuts places that are huge, and leaves no half a character', () => {
    const [entry] = entriesOf(invalidAt(['body', 'x'.repeat(498) + '\u{1f600}'.repeat(1000)]));
    expect(JSON.stringify(entry).length).toBeLessThan(1200);
    expect(JSON.stringify(entry).isWellFormed()).toBe(true);
  });
});
