import { expect, it } from 'vitest';
import { wireIssues } from './paths.ts';

it.each([
  [['parent'], ['X-Frankie-CustomerID']],
  [['idempotencyKey'], ['Idempotency-Key']],
  [
    ['users', 0, 'email'],
    ['initialUsers', 0, 'email'],
  ],
  [['address'], []],
])('%j of the domain stands at %j', (path, expected) => {
  const [issue] = wireIssues([{ path, code: 'format', message: 'is wrong' }]);
  expect(issue?.path).toEqual(expected);
});
