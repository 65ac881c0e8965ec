import { expect, it } from 'vitest';
import { failureText } from './failure-text.ts';

it('names every place that is in use', () => {
  const also = [{ kind: 'UserNameTaken', path: ['contact', 'userName'] }] as const;
  expect(failureText({ kind: 'NameTaken', path: ['name'] })).toBe('name is in use already');
  expect(failureText({ kind: 'NameTaken', path: ['name'], also })).toBe(
    'name is in use already\ncontact.userName is in use already',
  );
});

it('says what would put out the last who may manage', () => {
  expect(failureText({ kind: 'LastManager', path: ['contact', 'power'] })).toBe(
    'an account keeps at least one member who may manage it',
  );
});

it.each([
  [{ kind: 'MemberNotFound' }, 'there is no such member'],
  [{ kind: 'KeyNotFound' }, 'there is no such API key'],
  [
    { kind: 'WrongStatus', status: 'invited' },
    'this cannot be done to a member who is invited: an invitation is revoked or resent',
  ],
  [{ kind: 'LinkVoid' }, 'this link opens nothing, or nothing any more'],
] as const)('says %j in plain words', (failure, text) => {
  expect(failureText(failure)).toBe(text);
});
