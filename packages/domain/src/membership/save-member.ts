import type { Membership } from '../access/membership.ts';
import type { AccessWrites } from '../ports.ts';
import { ok, type Result } from '../result.ts';

/**
 * Puts a membership of an account that is held for change in the place of what it was: nobody can have
 * come before.
 */
export const saveMember = async (
  access: AccessWrites,
  before: Membership,
  after: Membership,
): Promise<Result<Membership, never>> => {
  const saved = await access.saveMembership(after, before);
  if (!saved.ok) throw new Error(`what was no other's is taken: ${saved.error.taken}`);
  if (saved.value === 'stale') throw new Error('a membership of a held account was changed');
  return ok(after);
};

/** Where in a command a value stands that is another's. */
export const placeOf = (taken: 'EmailTaken' | 'UserNameTaken') => [
  taken === 'EmailTaken' ? 'email' : 'userName',
];
