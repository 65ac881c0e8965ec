import { ApiKeyId, type Application, OverlapSeconds, powers } from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { exampleAccountId } from '../openapi/examples.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { Instant } from '../openapi/values.ts';
import { rehearsal, retryHeaders } from './asked.ts';
import { accountPath, inJson, pageHeaders, pageOf, withoutBody } from './described.ts';
import {
  ApiKey,
  IssuedApiKey,
  PlannedApiKey,
  RotatedApiKey,
  keySchemas as shownSchemas,
} from './keys-shown.ts';
import { pageParameters } from './paging.ts';
import { proofs } from './served.ts';

type Unproven = UnprovenBy['key' | 'token' | 'password'];
type Keys = Application['keys'];

const CreateKey = z
  .strictObject({
    power: z.enum(powers).exactOptional().describe('`manage` where nothing is said.'),
    expiresAt: Instant.exactOptional().describe(
      'From when on it opens nothing: a time to come. Without one it does not expire.',
    ),
  })
  .describe('An API key that is to be issued.');

const RotateKey = z
  .strictObject({
    overlapSeconds: OverlapSeconds.exactOptional().describe(
      'For how long the key before stays good: a day where nothing is said.',
    ),
  })
  .describe('What is asked for when another API key is to take over.');

/** What the fields of these are called. */
export const createFields = Object.keys(CreateKey.shape);
export const rotateFields = Object.keys(RotateKey.shape);

const KeyPage = pageOf(ApiKey);

/** What the parts of these are called in the document. */
export const keySchemas = { ...shownSchemas, CreateKey, KeyPage, RotateKey };

const sampleId = '01934f8a-7d41-7a08-b3c2-9e5d4f1a6b27';
const sampleText =
  'tenantry_01934f8a7d417a08b3c29e5d4f1a6b27_0123456789abcdefghjkmnpqrstvwxyz0a1b2c';

const sampleKey = {
  id: '01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f15',
  accountId: exampleAccountId,
  power: 'provision',
  createdAt: '2026-03-01T09:30:00.000Z',
  lastUsedAt: '2026-09-14T16:20:00.000Z',
  isLive: true,
};

const asked = { power: 'provision', expiresAt: '2027-01-31T12:00:00.000Z' };

const keyPath = z.object({
  key: ApiKeyId.meta({ description: 'The id of an API key.', examples: [sampleKey.id] }),
});

export const keysQuery = z.strictObject(pageParameters);

export const listKeysDescription: Description = {
  id: 'listKeys',
  summary: 'List the API keys of an account',
  description:
    'Those that are over too, without their texts, in the order in which they came to be.',
  proofs,
  power: 'read',
  path: accountPath,
  query: keysQuery,
  answers: {
    200: {
      description: 'A page of API keys.',
      headers: pageHeaders,
      content: inJson(KeyPage, { last: { data: [sampleKey], nextCursor: null, hasMore: false } }),
    },
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Keys['list']>, 'NotPermitted' | 'Invalid'>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'AccountNotFound',
    'Unavailable',
  ]),
};

export const createKeyDescription: Description = {
  id: 'createKey',
  summary: 'Issue an API key for an account',
  description:
    'Its text is answered this once. Sent again under the same Idempotency-Key it is shown again for ' +
    'ten minutes, unless the key was used; later answers come without it. An account that is ' +
    'suspended may have keys, which open nothing until it is active.\n\n' +
    'With `dryRun=true` everything is checked, and nothing is done: the answer has no id and no text.',
  proofs,
  power: 'manage',
  path: accountPath,
  query: rehearsal,
  headers: retryHeaders,
  body: inJson(CreateKey, { manage: {}, narrower: asked }),
  answers: {
    200: {
      description: 'What would be issued: nothing was.',
      content: inJson(PlannedApiKey, { planned: asked }),
    },
    201: {
      description: 'The API key was issued.',
      content: inJson(IssuedApiKey, {
        issued: { id: sampleId, ...asked, key: sampleText },
        late: { id: sampleId, ...asked, keyWithheld: true },
      }),
    },
  },
  failures: everyKind<Unproven | KindsOf<Keys['create']>>()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

export const rotateKeyDescription: Description = {
  id: 'rotateKey',
  summary: 'Put another API key in the place of one',
  description:
    'For the same account and with the same power; it does not expire. The one before stays good for ' +
    'the overlap, and no longer than it was good anyway. The text of the other one is answered as ' +
    'when a key is issued. A key that is over is not found.',
  proofs,
  power: 'manage',
  path: keyPath,
  headers: retryHeaders,
  body: inJson(RotateKey, { aDay: {}, atOnce: { overlapSeconds: 0 } }),
  answers: {
    200: {
      description: 'Another API key has taken over.',
      content: inJson(RotatedApiKey, {
        rotated: {
          id: sampleId,
          key: sampleText,
          previous: { ...sampleKey, expiresAt: '2026-09-15T16:20:00.000Z' },
        },
      }),
    },
  },
  failures: everyKind<Unproven | KindsOf<Keys['rotate']>>()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'KeyNotFound',
    'AccountClosed',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

export const revokeKeyDescription: Description = {
  id: 'revokeKey',
  summary: 'Revoke an API key',
  description:
    'From the next request on it opens nothing, and neither does any token that was given for it. ' +
    'A key may revoke itself. Done again it answers the same. It takes no body, or an empty object.',
  proofs,
  power: 'manage',
  path: keyPath,
  headers: retryHeaders,
  answers: {
    200: {
      description: 'The API key is revoked.',
      content: inJson(ApiKey, {
        revoked: { ...sampleKey, revokedAt: '2026-09-14T16:20:00.000Z', isLive: false },
      }),
    },
    ...withoutBody,
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Keys['revoke']>, 'Invalid'>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'KeyNotFound',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};
