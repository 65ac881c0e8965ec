import type { AccountId, ApiKeyId } from '../values/ids.ts';
import type { StoredApiKey } from './api-key.ts';
import type { Power } from './powers.ts';

/** An API key as it is shown: everything but what it could be recognised by. */
export interface KeyView {
  readonly id: ApiKeyId;
  readonly accountId: AccountId;
  readonly power: Power;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** Told to some minutes. */
  readonly lastUsedAt?: Date;
  /** Whether it is neither revoked nor over; what it opens depends on its account besides. */
  readonly isLive: boolean;
}

export const isKeyOver = (
  { expiresAt, revokedAt }: Pick<StoredApiKey, 'expiresAt' | 'revokedAt'>,
  now: Date,
): boolean => revokedAt !== undefined || (expiresAt !== undefined && expiresAt <= now);

export const keyView = (key: StoredApiKey, now: Date): KeyView => {
  const { hash: _, lineage: __, ...shown } = key;
  return { ...shown, isLive: !isKeyOver(key, now) };
};

/** What was kept as JSON, with its dates. */
export const datedKey = (key: KeyView): KeyView => ({
  ...key,
  createdAt: new Date(key.createdAt),
  ...(key.expiresAt === undefined ? {} : { expiresAt: new Date(key.expiresAt) }),
  ...(key.revokedAt === undefined ? {} : { revokedAt: new Date(key.revokedAt) }),
  ...(key.lastUsedAt === undefined ? {} : { lastUsedAt: new Date(key.lastUsedAt) }),
});
