import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Tables } from './tables.ts';
import { existing, lineageOf } from './tree.ts';

export const keyReads = (tables: Tables): AtOnce<Pick<AccessReads, 'findKey'>> => ({
  findKey: (id) => {
    const key = tables.keys.get(id);
    if (key === undefined) return undefined;
    return { key, lineage: lineageOf(tables, existing(tables, key.accountId)) };
  },
});

export const keyWrites = (tables: Tables): AtOnce<Pick<AccessWrites, 'addKey'>> => ({
  addKey: (key) => {
    existing(tables, key.accountId);
    if (tables.keys.get(key.id) !== undefined) throw new Error(`key ${key.id} is stored`);
    tables.keys.set(key.id, key);
  },
});
