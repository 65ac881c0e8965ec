import type { AccessReads, AccessWrites, PasswordReset, UserId } from '@tenantry/domain';
import { forgetMessages } from './deliveries.ts';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existingUser } from './users.ts';

export const resetReads = (
  tables: Tables,
): AtOnce<Pick<AccessReads, 'findReset' | 'resetByToken'>> => ({
  findReset: (id) => tables.resets.get(id),

  resetByToken: (hash) => {
    const id = tables.resetsByToken.get(hash);
    return id === undefined ? undefined : tables.resets.get(id);
  },
});

export const resetWrites = (tables: Tables): AtOnce<Pick<AccessWrites, 'addReset'>> => ({
  addReset: (reset, now) => {
    const { id, userId, hash } = reset;
    forgetOverResets(tables, now);
    if (userId !== undefined) existingUser(tables, userId);
    if (tables.resets.get(id) !== undefined) throw new Error(`reset ${id} is stored`);
    if (tables.resetsByToken.get(hash) !== undefined)
      throw new Error(`the token of reset ${id} is another's`);
    tables.resets.set(id, reset);
    tables.resetsByToken.set(hash, id);
    if (userId !== undefined) tables.resetsOf.add(userId, id);
  },
});

/** Forgets resets that are over, with the mail about them, and answers of how many. */
export function forgetOverResets(tables: Tables, now: Date, limit?: number): number {
  const over = tables.resets.forget(now, limit);
  for (const reset of over) removeMentions(tables, reset);
  return over.length;
}

/** Forgets all resets of a user, with the mail about them. */
export function forgetResets(tables: Tables, userId: UserId): void {
  for (const id of tables.resetsOf.after(userId)) {
    const reset = tables.resets.get(id);
    if (reset === undefined) throw new Error(`user ${userId} has lost a reset`);
    tables.resets.delete(id);
    removeMentions(tables, reset);
  }
}

/** No mail is left about what is gone. */
function removeMentions(tables: Tables, { id, userId, hash }: PasswordReset): void {
  tables.resetsByToken.delete(hash);
  if (userId !== undefined) tables.resetsOf.remove(userId, id);
  forgetMessages(tables, { kind: 'passwordReset', resetId: id });
}
