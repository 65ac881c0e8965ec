import type { AccessReads, AccessWrites } from '@tenantry/domain';
import { lineageOf } from './accounts.ts';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';

export const keyReads = (state: State): AtOnce<Pick<AccessReads, 'findKey' | 'keys'>> => ({
  findKey: (id) => {
    const key = state.keys.find((other) => other.id === id);
    if (key === undefined) return undefined;
    return { key, lineage: lineageOf(state, existing(state.accounts, key.accountId)) };
  },

  keys: (account, { after = '', limit }) =>
    state.keys
      .filter(({ accountId, id }) => accountId === account && id > after)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit),
});

export const keyWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addKey' | 'endKey' | 'noteKeyUse'>> => ({
  addKey: (key) => {
    existing(state.accounts, key.accountId);
    if (key.lineage !== key.id) existing(state.keys, key.lineage);
    add(state.keys, key);
  },

  endKey: (id, end) => {
    const key = state.keys.find((other) => other.id === id);
    if (key === undefined || key.revokedAt !== undefined) return false;
    const at = 'revokedAt' in end ? end.revokedAt : end.expiresAt;
    if (key.expiresAt !== undefined && key.expiresAt < at) return false;
    replace(state.keys, { ...key, ...end });
    return true;
  },

  noteKeyUse: (id, at) => {
    const key = state.keys.find((other) => other.id === id);
    if (key === undefined || (key.lastUsedAt !== undefined && key.lastUsedAt >= at)) return;
    replace(state.keys, { ...key, lastUsedAt: at });
  },
});
