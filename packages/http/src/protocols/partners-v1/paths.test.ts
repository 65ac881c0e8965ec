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

it('what is in use besides is moved as well', () => {
  const also = [
    { kind: 'UserNameTaken', path: ['contact', 'userName'] },
    { kind: 'AddressTaken', path: ['address'] },
  ] as const;
  const failure = { kind: 'NameTaken', path: ['name'], also } as const;
  expect(wireFailure(failure)).toEqual({ ...failure, also: [also[0], { ...also[1], path: [] }] });
});

it('the last manager stands in the role, or in whether it is active', () => {
  const failure = { kind: 'LastManager', path: ['contact', 'power'] } as const;
  expect(wireFailure(failure)).toEqual({ ...failure, path: ['contact', 'userRole'] });
});
