import type { KeyView } from '@tenantry/domain';

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
export const keyLine = (key: KeyView): string => {
  const over = key.revokedAt ?? key.expiresAt;
  const times = [key.createdAt, over, key.lastUsedAt].map((time) => time?.toISOString() ?? '');
  return `${[key.id, key.power, standing(key), ...times].join('\t')}\n`;
};

const standing = ({ isLive, revokedAt }: KeyView): string => {
  if (isLive) return 'live';
  return revokedAt === undefined ? 'expired' : 'revoked';
};
