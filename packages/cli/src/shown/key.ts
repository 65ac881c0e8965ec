import type { KeyView } from '@tenantry/domain';
import type { List } from '../terminal/listed.ts';
import { roleOfStatus } from '../terminal/paint.ts';

/** A key as it is shown in JSON. */
export const keyOf = (key: KeyView) => ({
  id: key.id,
  accountId: key.accountId,
  power: key.power,
  createdAt: key.createdAt,
  expiresAt: key.expiresAt,
  revokedAt: key.revokedAt,
  lastUsedAt: key.lastUsedAt,
  isLive: key.isLive,
});

/** Id, power, how it stands, when it was made, when it is over, when it was used last. */
export const keyList: List<KeyView> = {
  columns: [
    { title: 'id', of: ({ id }) => id, rank: 1 },
    { title: 'power', of: ({ power }) => power, rank: 2 },
    { title: 'status', of: standing, rank: 3, role: (key) => roleOfStatus(standing(key)) },
    { title: 'made', of: ({ createdAt }) => createdAt, rank: 6 },
    { title: 'over', of: ({ revokedAt, expiresAt }) => revokedAt ?? expiresAt, rank: 4 },
    { title: 'last used', of: ({ lastUsedAt }) => lastUsedAt, rank: 5 },
  ],
  json: (key) => JSON.stringify(keyOf(key)),
};

function standing({ isLive, revokedAt }: KeyView): string {
  if (isLive) return 'live';
  return revokedAt === undefined ? 'expired' : 'revoked';
}
