import { describe, expect, it } from 'vitest';
import { type Outcome, refused, unreadable } from './errors.ts';

const path = ['body', 'references', 0, 'value'];

/** One of each outcome, with the status that it has in our own interface. */
const outcomes: readonly (readonly [Outcome, number])[] = [
  [{ kind: 'Invalid', issues: [{ path, code: 'required', message: 'is required' }] }, 422],
  [{ kind: 'NotAuthenticated', reason: 'missing' }, 401],
  [{ kind: 'NotAuthenticated', reason: 'wrong' }, 401],
  [{ kind: 'NotPermitted', needed: 'provision' }, 403],
  [{ kind: 'AccountNotFound' }, 404],
  [{ kind: 'MemberNotFound' }, 404],
  [{ kind: 'KeyNotFound' }, 404],
  [{ kind: 'MessageNotFound' }, 404],
  [{ kind: 'WrongStatus', status: 'revoked' }, 409],
  [{ kind: 'LinkVoid' }, 410],
  [{ kind: 'PasswordMustChange' }, 403],
  [{ kind: 'ParentNotFound', path: [] }, 404],
  [{ kind: 'ParentMayNotHave', path: [], parent: 'registered', child: 'customer' }, 409],
  [{ kind: 'TooDeep', path: [], limit: 10 }, 409],
  [{ kind: 'ParentInactive', path: [], status: 'closed' }, 409],
  [{ kind: 'EmailTaken', path }, 409],
  [{ kind: 'UserNameTaken', path }, 409],
  [{ kind: 'NameTaken', path }, 409],
  [{ kind: 'ReferenceTaken', path }, 409],
  [{ kind: 'AddressTaken', path: [] }, 409],
  [{ kind: 'AppNameTaken', path }, 409],
  [{ kind: 'AccountClosed' }, 409],
  [{ kind: 'LastManager', path: [] }, 409],
  [{ kind: 'VersionStale', current: 2 }, 412],
  [{ kind: 'VersionNotSaid', issues: [{ path, code: 'required', message: 'is required' }] }, 428],
  [{ kind: 'IdempotencyKeyReused' }, 422],
  [{ kind: 'AlreadyInitialised' }, 409],
  [{ kind: 'InProgress', retryAfter: 0.2 }, 409],
  [{ kind: 'TooManyTries', retryAfter: 1 }, 429],
  [{ kind: 'Busy', retryAfter: 1 }, 503],
  [{ kind: 'Unavailable', retryAfter: 1 }, 503],
  [{ kind: 'MalformedRequest' }, 400],
  [{ kind: 'BodyIncomplete' }, 400],
  [{ kind: 'PathNotFound' }, 404],
  [{ kind: 'MethodNotAllowed', allow: ['GET', 'HEAD'] }, 405],
  [{ kind: 'BodyTooLarge' }, 413],
  [{ kind: 'TooManyRequests', retryAfter: 0.4 }, 429],
  [{ kind: 'Overloaded', retryAfter: 0.4 }, 503],
  [{ kind: 'UnsupportedMediaType' }, 415],
  [{ kind: 'Fault' }, 500],
];

const words: unknown = expect.stringMatching(/./);

const shownOf = (outcome: Outcome) => {
  const { content } = refused(outcome, 'id');
  const problem: { readonly errors?: readonly unknown[] } = JSON.parse(content?.text ?? '');
  return problem;
};

describe('an outcome', () => {
  it.each(outcomes)('$kind is a problem', (outcome, expected) => {
    const { status, headers, content } = refused(outcome, 'id');
    expect(status).toBe(expected);
    expect(content?.type).toBe('application/problem+json; charset=utf-8');
    expect(shownOf(outcome)).toEqual({
      type: 'about:blank',
      title: words,
      status,
      detail: words,
      code: outcome.kind,
      requestId: 'id',
      ...('issues' in outcome && {
        errors: [{ pointer: '/references/0/value', code: 'required', detail: 'is required' }],
      }),
      ...('path' in outcome &&
        outcome.path.length > 0 && {
          errors: [{ pointer: '/references/0/value', code: 'taken', detail: 'is in use already' }],
        }),
    });
    expect(headers?.['Retry-After']).toBe('retryAfter' in outcome ? '1' : undefined);
    expect(headers?.['Allow']).toBe('allow' in outcome ? 'GET, HEAD' : undefined);
    expect(headers?.['WWW-Authenticate']).toBe(
      status === 401 ? 'Bearer realm="tenantry"' : undefined,
    );
  });

  it('of each kind is among these', () => {
    const every: Readonly<Record<Outcome['kind'], true>> = {
      Invalid: true,
      NotAuthenticated: true,
      NotPermitted: true,
      AccountNotFound: true,
      MemberNotFound: true,
      KeyNotFound: true,
      MessageNotFound: true,
      WrongStatus: true,
      LinkVoid: true,
      PasswordMustChange: true,
      ParentNotFound: true,
      ParentMayNotHave: true,
      TooDeep: true,
      ParentInactive: true,
      EmailTaken: true,
      UserNameTaken: true,
      NameTaken: true,
      ReferenceTaken: true,
      AddressTaken: true,
      AppNameTaken: true,
      AccountClosed: true,
      LastManager: true,
      VersionStale: true,
      VersionNotSaid: true,
      IdempotencyKeyReused: true,
      AlreadyInitialised: true,
      InProgress: true,
      TooManyTries: true,
      Busy: true,
      Unavailable: true,
      MalformedRequest: true,
      BodyIncomplete: true,
      PathNotFound: true,
      MethodNotAllowed: true,
      BodyTooLarge: true,
      UnsupportedMediaType: true,
      TooManyRequests: true,
      Overloaded: true,
      Fault: true,
    };
    const tried = new Set(outcomes.map(([{ kind }]) => kind));
    expect([...tried].toSorted()).toEqual(Object.keys(every).toSorted());
  });

  it('names all that is in use', () => {
    const also = [{ kind: 'NameTaken' as const, path: ['body', 'name'] }];
    const taken = shownOf({ kind: 'ReferenceTaken', path: ['body', 'reference'], also });
    expect(taken.errors).toEqual([
      { pointer: '/reference', code: 'taken', detail: 'is in use already' },
      { pointer: '/name', code: 'taken', detail: 'is in use already' },
    ]);
  });

  it('names headers and parameters, and places in the body by a pointer of RFC 6901', () => {
    const message = 'is wrong';
    const issues = [
      { path: ['header', 'Idempotency-Key'], code: 'characters' as const, message },
      { path: ['query', 'limit'], code: 'format' as const, message },
      { path: ['body'], code: 'format' as const, message },
      { path: ['body', 'a/b~c', 1], code: 'unknown' as const, message },
      { path: ['body', 'a/b~c', 1], code: 'unknown' as const, message },
      { path: ['body', ''], code: 'unknown' as const, message },
      { path: ['body', '\ud800'.repeat(600)], code: 'unknown' as const, message },
    ];
    expect(shownOf(unreadable(issues)).errors).toEqual([
      { header: 'Idempotency-Key', code: 'characters', detail: message },
      { parameter: 'limit', code: 'format', detail: message },
      { pointer: '', code: 'format', detail: message },
      { pointer: '/a~1b~0c/1', code: 'unknown', detail: message },
      { pointer: '/', code: 'unknown', detail: message },
      { pointer: `/${'\ufffd'.repeat(499)}`, code: 'unknown', detail: message },
    ]);
  });

  it('lists its faults up to an end', () => {
    const issues = Array.from({ length: 5000 }, (_, at) => ({
      path: ['body', at],
      code: 'type' as const,
      message: 'must be an object',
    }));
    expect(shownOf({ kind: 'Invalid', issues }).errors).toHaveLength(2000);
  });
});
