import {
  AccountId,
  ApiKeyId,
  type IssuedKey,
  type KeyView,
  powers,
  type RotatedKey,
} from '@tenantry/domain';
import { z } from 'zod';
import { Instant } from '../openapi/values.ts';

const id = ApiKeyId.describe('What it is called wherever it is not presented.');
const power = z.enum(powers);
const expiresAt = Instant.exactOptional().describe('From then on it opens nothing.');

export const ApiKey = z
  .object({
    id,
    accountId: AccountId.describe('The account that it acts for.'),
    power,
    createdAt: Instant,
    expiresAt,
    revokedAt: Instant.exactOptional(),
    lastUsedAt: Instant.exactOptional().describe('To some minutes.'),
    isLive: z
      .boolean()
      .describe('Whether it is neither revoked nor over; its account must be active besides.'),
  })
  .describe('An API key without its text.');

const text = {
  key: z
    .string()
    .exactOptional()
    .describe('The text to present. It is shown this once, and kept nowhere.'),
  keyWithheld: z
    .literal(true)
    .exactOptional()
    .describe('In a replay that comes too late to be shown the text: then there is no `key`.'),
};

export const PlannedApiKey = z
  .object({ power, expiresAt })
  .describe('An API key that would be issued, without what only one that there is has.');

export const IssuedApiKey = z
  .object({ id, power, expiresAt, ...text })
  .describe('An API key that was issued just now.');

export const RotatedApiKey = z
  .object({ id, ...text, previous: ApiKey })
  .describe('The API key that takes over, and the one before with its end.');

/** What the parts of a key are called in the document. */
export const keySchemas = { ApiKey, IssuedApiKey, PlannedApiKey, RotatedApiKey };

// Field by field, all of it: what a key may come to have besides is not shown by accident.

export const keyShown = ({ expiresAt: end, revokedAt, lastUsedAt, ...key }: KeyView) => ({
  id: key.id,
  accountId: key.accountId,
  power: key.power,
  createdAt: key.createdAt.toISOString(),
  ...(end === undefined ? {} : { expiresAt: end.toISOString() }),
  ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
  ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
  isLive: key.isLive,
});

/** Without its text where a replay comes too late to be shown it, and then it says so. */
export const textShown = ({ text: shown }: IssuedKey) =>
  shown === undefined ? { keyWithheld: true } : { key: shown.reveal() };

export const rotatedShown = (rotated: RotatedKey) => ({
  id: rotated.id,
  ...textShown(rotated),
  previous: keyShown(rotated.previous),
});
