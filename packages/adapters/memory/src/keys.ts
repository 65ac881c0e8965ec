import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existing, lineageOf } from './tree.ts';

export const keyReads = (tables: Tables): AtOnce<Pick<AccessReads, 'findKey' | 'keys'>> => ({
  findKey: (id) => {
    const key = tables.keys.get(id);
    if (key === undefined) return undefined;
    return { key, lineage: lineageOf(tables, existing(tables, key.accountId)) };
  },

  keys: (account, { after, limit }) =>
    tables.keysOf
      .after(account, after)
      .slice(0, limit)
      .flatMap((id) => tables.keys.get(id) ?? []),
});

export const keyWrites = (
  tables: Tables,
): AtOnce<Pick<AccessWrites, 'addKey' | 'endKey' | 'noteKeyUse'>> => ({
  addKey: (key) => {
    const { id, lineage, accountId } = key;
    existing(tables, accountId);
    if (tables.keys.get(id) !== undefined) throw new Error(`key ${id} is stored`);
    if (lineage !== id && tables.keys.get(lineage) === undefined)
      throw new Error(`key ${id} follows one that does not exist`);
    tables.keys.set(id, key);
    tables.keysOf.add(accountId, id);
  },

  endKey: (id, end) => {
    const key = tables.keys.get(id);
    if (key === undefined || key.revokedAt !== undefined) return false;
    const at = 'revokedAt' in end ? end.revokedAt : end.expiresAt;
    if (key.expiresAt !== undefined && key.expiresAt < at) return false;
    tables.keys.set(id, { ...key, ...end });
    return true;
  },

  noteKeyUse: (id, at) => {
    const key = tables.keys.get(id);
    if (key === undefined || (key.lastUsedAt !== undefined && key.lastUsedAt >= at)) return;
    tables.keys.set(id, { ...key, lastUsedAt: at });
  },
});
