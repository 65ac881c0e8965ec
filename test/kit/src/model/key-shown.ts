import type { KeyView } from '@tenantry/domain';
import { demand } from '../contract/expect.ts';
import type { Key, Model } from './model.ts';

/** A key as it stands now, but for when it was used. */
export const keyOf = (
  { now }: Model,
  { lineage: _, text: __, isUsed: ___, ...key }: Key,
): Omit<KeyView, 'lastUsedAt'> => ({
  ...key,
  isLive: key.revokedAt === undefined && (key.expiresAt === undefined || key.expiresAt > now),
});

/** When it was used is noted by and by: whatever is told of it must be neither too early nor to come. */
export const shownKey = (model: Model, key: Key, answered: KeyView | undefined): KeyView => {
  const shown = keyOf(model, key);
  const { lastUsedAt } = answered ?? {};
  if (lastUsedAt === undefined) return shown;
  demand(
    lastUsedAt >= key.createdAt && lastUsedAt <= model.now,
    `the key ${key.id} was used at a time at which it was not there`,
  );
  return { ...shown, lastUsedAt };
};
