import { expect, it } from 'vitest';
import { wireFailure, wireIssues } from './paths.ts';

it.each([
  [['name'], 'format', ['name']],
  [['parent'], 'format', ['parent', 'id']],
  [['parentName'], 'tooLong', ['parent', 'name']],
  [['parentName'], 'mismatch', ['parent']],
  [['contact', 'power'], 'exceedsPower', ['contact', 'userRole']],
  [['contact', 'email'], 'format', ['contact', 'email']],
  [['contact'], 'required', ['contact']],
  [['idempotencyKey'], 'format', ['Idempotency-Key']],
  [['limit'], 'format', ['take']],
  [['skip'], 'format', ['skip']],
  [['address'], 'format', []],
] as const)('%j of the domain, %s, stands at %j', (path, code, expected) => {
  const fault = { path, code, message: 'is wrong' };
  expect(wireIssues([fault])).toEqual([{ ...fault, path: expected }]);
  expect(wireFailure({ kind: 'Invalid', issues: [fault] })).toEqual({
    kind: 'Invalid',
    issues: [{ ...fault, path: expected }],
  });
});

it('what comes of a parent is a matter of the parent, and of an address of none', () => {
  const failure = { kind: 'ParentInactive', status: 'closed' } as const;
  expect(wireFailure({ ...failure, path: ['parent'] })).toEqual({ ...failure, path: ['parent'] });
  expect(wireFailure({ kind: 'AddressTaken', path: ['address'] })).toEqual({
    kind: 'AddressTaken',
    path: [],
  });
  const plain = { kind: 'IdempotencyKeyReused' } as const;
  expect(wireFailure(plain)).toBe(plain);
});
