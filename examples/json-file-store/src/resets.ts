import type { AccessReads, AccessWrites, PasswordReset } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, type State } from './state.ts';
import { withoutSomeOver } from './windows.ts';

export const resetReads = (
  state: State,
): AtOnce<Pick<AccessReads, 'findReset' | 'resetByToken'>> => ({
  findReset: (id) => state.resets.find((reset) => reset.id === id),
  resetByToken: (hash) => state.resets.find((reset) => reset.hash === hash),
});

export const resetWrites = (state: State): AtOnce<Pick<AccessWrites, 'addReset'>> => ({
  addReset: (reset, now) => {
    if (reset.userId !== undefined) existing(state.users, reset.userId);
    if (state.resets.some(({ hash }) => hash === reset.hash))
      throw new Error(`the token of reset ${reset.id} is another's`);
    keepResets(state, withoutSomeOver(state.resets, now));
    add(state.resets, reset);
  },
});

/** Forgets all resets but these, and the mail about those that go. */
export const keepResets = (state: State, kept: PasswordReset[]): void => {
  const ids = new Set(kept.map(({ id }) => id));
  state.deliveries = state.deliveries.filter(
    (delivery) => delivery.kind !== 'passwordReset' || ids.has(delivery.resetId),
  );
  state.resets = kept;
};
