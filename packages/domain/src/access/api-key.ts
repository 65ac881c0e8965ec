import type { AccountId, ApiKeyId } from '../values/ids.ts';
import type { Power } from './powers.ts';

/** What is kept of an API key: never the key. */
export interface StoredApiKey {
  readonly id: ApiKeyId;
  /** The first of the keys that followed one another by rotation; its own id where it is that. */
  readonly lineage: ApiKeyId;
  readonly accountId: AccountId;
  /** SHA-256 of the key's text; 160 random bits need no slow hash. */
  readonly hash: string;
  readonly power: Power;
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
  /** Told to some minutes. */
  readonly lastUsedAt?: Date;
}
