import { ApiKeyId, apiKeyBytes, makeApiKey } from '@tenantry/domain';
import fc from 'fast-check';

/** The text of an API key, well formed; no installation knows it. */
export const apiKeys = (): fc.Arbitrary<string> =>
  fc
    .tuple(fc.uuid(), fc.uint8Array({ minLength: apiKeyBytes, maxLength: apiKeyBytes }))
    .map(([id, random]) => makeApiKey(ApiKeyId.parse(id), random).text.reveal());
