import {
  AccountId,
  ApiKeyId,
  type IssuedKey,
  type KeyView,
  powers,
  type RotatedKey,
} from '@tenantry/domain';
import { z } from 'zod';

const moment = z.iso.datetime();

const ApiKey = z
  .object({
    id: ApiKeyId,
    accountId: AccountId.describe('The account that it acts for.'),
    power: z.enum(powers),
    createdAt: moment,
    expiresAt: moment.exactOptional().describe('When it opens nothing any more.'),
    revokedAt: moment.exactOptional(),
    lastUsedAt: moment.exactOptional().describe('To some minutes.'),
    isLive: z
      .boolean()
      .describe('Whether it is neither revoked nor over; its account must be active besides.'),
  })
  .describe('An API key, without its text.');

const id = ApiKeyId.describe('What it is called wherever it is not presented.');
const key = z.string().describe('The text to present. It is shown this once, and kept nowhere.');

const text = {
  key: key.exactOptional(),
  keyWithheld: z
    .literal(true)
    .exactOptional()
    .describe('In a replay that comes too late to be shown the text: then there is no `key`.'),
};

const IssuedApiKey = z.object({ id, ...text }).describe('An API key that was issued.');

const RotatedApiKey = z
  .object({ id, ...text, previous: ApiKey })
  .describe('The API key that takes over, and the one before with its end.');

/** What the parts of a key are called in the document. */
export const keySchemas = { ApiKey, IssuedApiKey, RotatedApiKey };

/** A key as the wire has it: field by field, so that nothing is shown by accident. */
export const keyShown = (view: KeyView): z.input<typeof ApiKey> => {
  const { expiresAt, revokedAt, lastUsedAt } = view;
  return {
    id: view.id,
    accountId: view.accountId,
    power: view.power,
    createdAt: view.createdAt.toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
    isLive: view.isLive,
  };
};

export const issuedShown = (issued: IssuedKey): z.input<typeof IssuedApiKey> => ({
  id: issued.id,
  ...(issued.text === undefined ? { keyWithheld: true } : { key: issued.text.reveal() }),
});

export const rotatedShown = (rotated: RotatedKey): z.input<typeof RotatedApiKey> => ({
  ...issuedShown(rotated),
  previous: keyShown(rotated.previous),
});
