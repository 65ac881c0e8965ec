import { expect, it } from 'vitest';
import { inPart, wireFailure, wireIssues } from './paths.ts';

it.each([
  [['email'], ['body', 'email']],
  [['name'], ['body', 'name']],
  [['idempotencyKey'], ['header', 'Idempotency-Key']],
  [['parent'], []],
  [['address'], []],
])('%j of the domain stands at %j', (path, expected) => {
  const fault = { path, code: 'format', message: 'is wrong' } as const;
  expect(wireIssues([fault])).toEqual([{ ...fault, path: expected }]);
  expect(wireFailure({ kind: 'Invalid', issues: [fault] })).toEqual({
    kind: 'Invalid',
    issues: [{ ...fault, path: expected }],
  });
  expect(wireFailure({ kind: 'EmailTaken', path })).toEqual({ kind: 'EmailTaken', path: expected });
});

it('an outcome without a place stays as it is', () => {
  const failure = { kind: 'IdempotencyKeyReused' } as const;
  expect(wireFailure(failure)).toBe(failure);
});

it('a part goes in front of the places that are in it', () => {
  const fault = { path: ['login'], code: 'required', message: 'is required' } as const;
  expect(inPart('query', [fault])).toEqual([{ ...fault, path: ['query', 'login'] }]);
});
