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
    'contact.power: an account keeps at least one member who may manage it',
  );
});
